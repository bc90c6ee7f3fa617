import { chromium, type Page } from '@playwright/test';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { BROWSER_ARGS, findBrowser } from './find-browser.ts';
import { newDataDir, removeDataDir, startServer } from './server-process.ts';

/** Takes the README's pictures: the widget with a discovery of the demo shop (light, dark, map, phone), and the dashboard's API Keys. */
await buildIfStale();
const dataDir = newDataDir();
const server = await startServer({ DEMO_PORT: '8788' }, dataDir);
const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: BROWSER_ARGS });
try {
  await takeWidget(await browser.newPage({ viewport: { width: 1120, height: 900 } }));
  await takeKeys(await browser.newPage({ viewport: { width: 1200, height: 800 } }));
} finally {
  await browser.close();
  await server.stop();
  removeDataDir(dataDir);
}

async function takeWidget(page: Page): Promise<void> {
  await page.goto(server.url);
  const widget = page.frameLocator('iframe');
  await widget.getByRole('button', { name: 'Demo shop' }).click();
  await widget.getByRole('status').filter({ hasText: 'Finished:' }).waitFor({ timeout: 60_000 });
  await widget.getByRole('button', { name: 'Done' }).click();
  const take = async (name: string) => {
    // Moves the pointer away, so that no row is shown as hovered.
    await page.mouse.move(0, 0);
    await page.locator('iframe').screenshot({ path: `docs/${name}.png`, animations: 'disabled' });
  };
  await take('screenshot');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take('images/embed-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await widget.getByRole('tab', { name: 'Map' }).click();
  await take('images/embed-map');
  await widget.getByRole('tab', { name: 'Result' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await take('images/embed-phone');
}

/** Uses the gallery's fixed data, because the keys of a new server have no traffic. */
async function takeKeys(page: Page): Promise<void> {
  await page.goto(`${server.url}/dashboard/gallery?state=keys`);
  await page.locator('#dashboard[data-shown]').waitFor();
  await page.getByRole('table').waitFor();
  await page.screenshot({ path: 'docs/dashboard-keys.png', animations: 'disabled' });
}
