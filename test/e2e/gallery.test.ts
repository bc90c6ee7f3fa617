import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { STATES } from '../../web/gallery/states.ts';
import { newStubState } from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Notices that differ from an examined one only in their words. axe takes more time than all else here.
const SAME_LAYOUT = new Set([
  'invalid-request',
  'scheme-not-allowed',
  'userinfo-not-allowed',
  'port-not-allowed',
  'blocked-host',
  'robots-disallowed',
  'unreachable-dns',
  'unreachable-connect',
  'unreachable-tls',
  'unreachable-timeout',
  'unreachable',
  'not-found',
  'not-entitled',
  'forbidden',
  'challenge-failed',
  'challenge-too-slow',
  'overloaded',
  'field-empty',
  'field-typo',
]);

let service: StubService;
// One page for all states: a new window for each would take most of the time of these tests.
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  await buildIfStale();
  service = await startStubService(newStubState());
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 320, height: 700 } });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
test.beforeEach(() => {
  complaints = [];
});
test.afterAll(async () => {
  await page.close();
  await service.close();
});

test('every state fits 320 px and breaks no policy', async () => {
  test.slow();
  for (const state of Object.keys(STATES)) {
    await openState(state);
    expect(await sidewaysOverflowPx(), state).toBe(0);
    expect(complaints, state).toEqual([]);
  }
});

for (const state of Object.keys(STATES).filter((name) => !SAME_LAYOUT.has(name))) {
  test(`the state "${state}" is accessible in both themes`, async () => {
    await openState(state);
    expect(await findViolations()).toEqual([]);
  });
}

test('what a hostile target sends is shown as text, and none of its addresses becomes a link that runs a script', async () => {
  await openState('result-hostile');
  await expect(page.getByText('/<img src=x onerror=alert(1)>').first()).toBeVisible();
  expect(await page.locator('#widget img, #widget script, #widget b').count()).toBe(0);
  const links = await page
    .locator('#widget a[href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const href of links) expect(href).toMatch(/^(https?:\/\/|\/(?!\/))/);
});

test('a slow device is told so while the check still runs, and a fast one is not', async () => {
  const warning = page.getByText('This takes long on this device');
  await openState('challenge-slow');
  await expect(warning).toBeVisible();
  await expect(page.getByText('about 3 minutes left')).toBeVisible();
  await openState('challenge');
  await expect(page.getByText('34 of about 64 attempts')).toBeVisible();
  await expect(warning).toHaveCount(0);
});

test('a download that fails is accessible in both themes and fits 320 px', async () => {
  await openState('raw');
  await page.getByRole('button', { name: 'Download OpenAPI' }).click();
  await expect(page.getByRole('alert')).toContainText('The download failed');
  expect(await sidewaysOverflowPx()).toBe(0);
  expect(await findViolations()).toEqual([]);
});

test('turned to right-to-left, nothing overflows', async () => {
  for (const state of ['first', 'running', 'result-details', 'map', 'code', 'private-address']) {
    await openState(`${state}&dir=rtl`);
    expect(await sidewaysOverflowPx(), state).toBe(0);
  }
});

for (const path of ['/', '/upgrade', '/privacy', '/keys/leaked', '/nowhere']) {
  test(`the page ${path} is accessible in both themes and fits 320 px`, async () => {
    await page.goto(`${service.origin}${path}`);
    await page.waitForLoadState('load');
    expect(await sidewaysOverflowPx()).toBe(0);
    expect(await findViolations()).toEqual([]);
    // The browser itself reports the 404 of the page that is meant to be missing.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });
}

// By default each analysis opens one more window, to isolate frames of other origins. There are none here.
function newAnalysis(): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

/** All rules in the light theme; contrast alone in the dark theme, where only colours differ. */
async function findViolations(): Promise<string[]> {
  await setTheme('light');
  const light = await newAnalysis()
    .withTags(TAGS)
    .options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    .analyze();
  await setTheme('dark');
  const dark = await newAnalysis().withRules(['color-contrast']).analyze();
  return [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
  );
}

function setTheme(theme: 'light' | 'dark'): Promise<void> {
  return page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
  }, theme);
}

async function openState(query: string): Promise<void> {
  await page.goto(`${service.origin}/embed/gallery?state=${query}`);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('.part-loading')).toHaveCount(0);
}

function sidewaysOverflowPx(): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
