import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '../support/find-browser.ts';
import { DOCS, LOADER, SERVICE, startWorld } from './embed-fixtures.ts';

const OTHER_DOCS = 'https://other-docs.example';
const PAGE = `<!doctype html><html lang="en"><title>Docs</title><body>${LOADER}<kloakd-playground></kloakd-playground></body></html>`;

let world: Awaited<ReturnType<typeof startWorld>>;
const opened: { close: () => Promise<void> }[] = [];

test.beforeEach(async () => {
  world = await startWorld({ ALLOWED_SITES: `${DOCS},${OTHER_DOCS}` });
  for (const { host } of [DOCS, OTHER_DOCS].map((origin) => new URL(origin))) {
    world.pages.set(`${host}/`, { html: PAGE });
  }
});
test.afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await world.close();
});

test('a key is got where third-party cookies are blocked, and the ledger of a first-party visit is spent', async () => {
  const browser = await openBrowser({
    profile: { cookie_controls_mode: 1, block_third_party_cookies: true },
  });
  await runAt(browser, SERVICE);
  expect(ledgers()).toEqual([{ used: 1, reserved: 0 }]);
  const page = await runAt(browser, DOCS);
  // The browser does block: the frame cannot use a cookie that is not partitioned.
  expect(
    await inFrame(page, () => {
      document.cookie = 'probe=1; SameSite=None; Secure';
      return document.cookie;
    }),
  ).not.toContain('probe');
  expectOneVisitor(2);
});

test('a key is got where the frame is denied all storage, and the same ledger is spent after a reload', async () => {
  const browser = await openBrowser({
    profile: { default_content_setting_values: { cookies: 2 } },
  });
  const page = await runAt(browser, DOCS);
  const denied = await inFrame(page, () => {
    try {
      return sessionStorage.length;
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(denied).toBe('SecurityError');
  expect(await browser.cookies()).toEqual([]);
  await page.reload();
  // The key lived as long as the page. A new one is made for the same visitor.
  await runHere(page);
  expect(world.rows('SELECT id FROM api_key')).toHaveLength(2);
  expectOneVisitor(2);
});

test('storage that is partitioned by site holds a cookie for each, and one ledger for both', async () => {
  const browser = await openBrowser({});
  await runAt(browser, DOCS);
  await runAt(browser, OTHER_DOCS);
  const cookies = await browser.cookies();
  expect(cookies.map(({ name, partitionKey }) => ({ name, partitionKey }))).toEqual(
    [DOCS, OTHER_DOCS].map((partitionKey) => ({ name: '__Host-kloakd-device', partitionKey })),
  );
  expectOneVisitor(2);
});

test('a private window with the element on another site spends the ledger of the other windows', async () => {
  const browser = await chromium.launch(launchOptions());
  opened.push(browser);
  await runAt(await browser.newContext(), DOCS);
  const second = await browser.newContext();
  expect(await second.cookies()).toEqual([]);
  await runAt(second, DOCS);
  expectOneVisitor(2);
});

const launchOptions = () => ({
  executablePath: findBrowser() ?? undefined,
  args: [...BROWSER_ARGS, ...world.browserArgs],
});

/** A browser whose profile has these settings from its start. */
async function openBrowser(preferences: object): Promise<BrowserContext> {
  const folder = mkdtempSync(join(tmpdir(), 'embed-storage-'));
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, launchOptions());
  opened.push({
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  return context;
}

async function runAt(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await runHere(page);
  return page;
}

async function runHere(page: Page): Promise<void> {
  const widget = page.frameLocator('iframe');
  const field = widget.getByRole('textbox', { name: 'Find the APIs behind a site' });
  await field.fill(`${world.server.demoUrl}/`);
  await field.press('Enter');
  await widget.getByRole('status').filter({ hasText: 'Finished:' }).waitFor({ timeout: 60_000 });
}

async function inFrame<T>(page: Page, act: () => T): Promise<T> {
  return page.frameLocator('iframe').locator('html').evaluate(act);
}

const ledgers = () =>
  world.rows<{ used: number; reserved: number }>(
    'SELECT used, reserved FROM ledger WHERE used + reserved > 0',
  );

function expectOneVisitor(discoveries: number): void {
  expect(world.rows('SELECT id FROM visitor')).toHaveLength(1);
  expect(ledgers()).toEqual([{ used: discoveries, reserved: 0 }]);
}
