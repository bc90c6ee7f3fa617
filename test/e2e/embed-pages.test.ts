import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString as renderReact } from 'react-dom/server';
import { renderToString as renderVue } from 'vue/server-renderer';
import { build } from 'vite';
import { app as reactApp } from './components/react-app.ts';
import { newApp as newVueApp } from './components/vue-app.ts';
import { expect, test } from './embed-fixtures.ts';

const ROOT = join(import.meta.dirname, '../..');

const APPS = [
  { name: 'react', server: async () => renderReact(reactApp) },
  { name: 'vue', server: () => renderVue(newVueApp()) },
];
for (const { name, server } of APPS) {
  test(`the component for ${name} is taken over in the browser, follows its props, and comes back when it is mounted again`, async ({
    open,
    world,
    complaints,
  }) => {
    world.pages.set('docs.example/app.js', {
      html: await bundle(join(import.meta.dirname, `components/${name}-app.ts`)),
      type: 'text/javascript',
    });
    const page = await open(`<div id="app">${await server()}</div><script src="/app.js"></script>`);
    const frame = page.frameLocator('iframe');
    const field = frame.getByRole('textbox', { name: 'Find the APIs behind a site' });
    await expect(field).toBeVisible();
    await page.getByRole('button', { name: 'dark' }).click();
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.getByRole('button', { name: 'toggle' }).click();
    await expect(page.locator('iframe')).toHaveCount(0);
    await page.getByRole('button', { name: 'toggle' }).click();
    await expect(field).toBeVisible();
    await expect(page.locator('script[src*="embed/v1.js"]')).toHaveCount(1);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });
}

test('the README’s snippet works as it stands there, on another origin', async ({
  open,
  complaints,
}) => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const snippet = /```html\n([^]*?)```/.exec(readme)?.[1] ?? '';
  expect(snippet).toContain('<kloakd-playground');
  const page = await open(snippet);
  const field = page
    .frameLocator('iframe')
    .getByRole('textbox', { name: 'Find the APIs behind a site' });
  await expect(field).toHaveValue('https://api.example.com');
  await expect(page.getByText('Open the playground')).toBeHidden();
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
});

test('the README’s snippet shows its link where the script does not run', async ({
  sitesBrowser,
  world,
}) => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  world.pages.set('docs.example/no-script', {
    html: /```html\n([^]*?)```/.exec(readme)?.[1] ?? '',
  });
  const context = await sitesBrowser.newContext({
    javaScriptEnabled: false,
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  await page.goto('https://docs.example/no-script');
  await expect(page.getByRole('link', { name: 'Open the playground' })).toBeVisible();
  await context.close();
});

test('the pinned file of the docs is accepted with its integrity hash, and a changed one is not', async ({
  open,
}) => {
  const docs = readFileSync(join(ROOT, 'docs/embed.md'), 'utf8');
  const tag = /<script [^>]*integrity="[^"]*"><\/script>/.exec(docs)?.[0] ?? '';
  const element = '<kloakd-playground></kloakd-playground>';
  const page = await open(tag + element);
  await expect(page.locator('iframe')).toHaveCount(1);
  const other = await open(tag.replace('sha384-', 'sha384-A') + element);
  await other.waitForLoadState('networkidle');
  await expect(other.locator('iframe')).toHaveCount(0);
});

/** As a site's own bundler does it. */
async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'App' } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('Nothing was bundled.');
  return output.output[0].code;
}
