import { chromium } from '@playwright/test';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { BROWSER_ARGS, findBrowser } from './find-browser.ts';
import { newDataDir, removeDataDir, startServer } from './server-process.ts';

/** Takes the README's picture: the widget with a discovery of the demo shop. */
await buildIfStale();
const dataDir = newDataDir();
const server = await startServer({ DEMO_PORT: '8788' }, dataDir);
const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: BROWSER_ARGS });
try {
  const page = await browser.newPage({ viewport: { width: 1120, height: 900 } });
  await page.goto(server.url);
  const widget = page.frameLocator('iframe');
  await widget.getByRole('button', { name: 'Demo shop' }).click();
  await widget.getByRole('status').filter({ hasText: 'Finished:' }).waitFor({ timeout: 60_000 });
  await widget.getByRole('button', { name: 'Done' }).click();
  // Else the row under the pointer is shown as hovered.
  await page.mouse.move(0, 0);
  await page.locator('iframe').screenshot({ path: 'docs/screenshot.png', animations: 'disabled' });
} finally {
  await browser.close();
  await server.stop();
  removeDataDir(dataDir);
}
