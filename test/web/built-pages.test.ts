import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../shared/languages.ts';
import { buildIfStale } from '../../web/build-if-stale.ts';

const dist = resolve(import.meta.dirname, '../../dist/web');
const BUILD_TIMEOUT_MS = 120_000;

let pages: { name: string; html: string }[];

beforeAll(async () => {
  await buildIfStale();
  const names = (await readdir(dist)).filter((name) => name.endsWith('.html'));
  pages = await Promise.all(
    names.map(async (name) => ({ name, html: await readFile(resolve(dist, name), 'utf8') })),
  );
}, BUILD_TIMEOUT_MS);

describe('the built pages', () => {
  it('are those that the server serves', () => {
    const served = [
      '404',
      'dashboard',
      'dashboard-gallery',
      'embed',
      'gallery',
      'index',
      'leaked',
      'privacy',
      'upgrade',
    ];
    expect(pages.map(({ name }) => name)).toEqual(
      expect.arrayContaining(served.map((name) => `${name}.html`)),
    );
  });

  it('hold no inline script, style or handler, which their policy would block', () => {
    for (const { name, html } of pages) {
      expect(html, name).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(html, name).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    }
  });

  it('load nothing from anywhere else', () => {
    for (const { name, html } of pages) {
      const loaded = [
        ...html.matchAll(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="([^"]*)"/g),
      ];
      expect(loaded.length, name).toBeGreaterThan(0);
      for (const [, address] of loaded) expect(address, name).toMatch(/^\/(?!\/)/);
    }
  });

  it('bring the widget’s first state with its HTML', () => {
    const embed = pages.find(({ name }) => name === 'embed.html');
    expect(embed?.html).toContain('Sample');
    expect(embed?.html).toContain('/api/v1/products');
  });

  it.each(LANGUAGES)(
    'fetch no script before the first paint in %s that the size budget does not count',
    async (language) => {
      const file = language === 'en' ? 'embed.html' : `embed.${language}.html`;
      const html = pages.find(({ name }) => name === file)?.html ?? '';
      const linked = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)];
      const fetched = new Set(linked.map(([, script = '']) => script));
      for (const script of fetched) {
        const code = await readFile(resolve(dist, 'assets', script), 'utf8');
        // `import"./a.js"` and `from"./a.js"`; `import("./a.js")` is fetched later.
        const imports = code.matchAll(/\b(?:import|from)\s*["']\.\/([^"']+)["']/g);
        for (const [, imported = ''] of imports) fetched.add(imported);
      }
      const names = [...fetched].map((script) => script.replace(/-[\w-]{8}\.js$/, ''));
      expect(names.toSorted()).toEqual(['base', 'boot', 'embed', 'widget', language].toSorted());
    },
  );

  it('do not load the fingerprint library with the widget', () => {
    const embed = pages.find(({ name }) => name === 'embed.html');
    expect(embed?.html).not.toContain('obtain-key');
  });
});
