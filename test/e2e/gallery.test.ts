import { expect, test, type Page } from '@playwright/test';
import { DIRECTIONS, LANGUAGES } from '../../shared/languages.ts';
import { STATES } from '../../web/gallery/states.ts';
import type { StubService } from '../web/support/stub-service.ts';
import { findViolations, openGalleryWindow, sidewaysOverflowPx } from './gallery-window.ts';

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
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  ({ page, service, complaints } = await openGalleryWindow(browser));
});
test.beforeEach(() => {
  complaints.length = 0;
});
test.afterAll(async () => {
  await page.close();
  await service.close();
});

test('every state fits 320 px and breaks no policy', async () => {
  test.slow();
  for (const state of Object.keys(STATES)) {
    await openState(state);
    expect(await sidewaysOverflowPx(page), state).toBe(0);
    expect(complaints, state).toEqual([]);
  }
});

for (const state of Object.keys(STATES).filter((name) => !SAME_LAYOUT.has(name))) {
  test(`the state "${state}" is accessible in both themes`, async () => {
    await openState(state);
    expect(await findViolations(page)).toEqual([]);
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
  expect(await sidewaysOverflowPx(page)).toBe(0);
  expect(await findViolations(page)).toEqual([]);
});

test('no text overflows in any language', async () => {
  test.slow();
  for (const language of LANGUAGES) {
    for (const state of [
      'first',

      'running',
      'result-details',
      'code',
      'private-address',
      'spent-result',
    ]) {
      await openState(`${state}&lang=${language}`);
      expect(await sidewaysOverflowPx(page), `${state} in ${language}`).toBe(0);
    }
  }
});

for (const language of ['ar', 'ja'] as const) {
  for (const state of ['first', 'running', 'result-details', 'private-address', 'spent-result']) {
    test(`the state "${state}" in ${language} is accessible in both themes`, async () => {
      await openState(`${state}&lang=${language}`);
      expect(await page.locator('html').getAttribute('dir')).toBe(DIRECTIONS[language]);
      expect(await findViolations(page)).toEqual([]);
    });
  }
}

test('turned to right-to-left, nothing overflows', async () => {
  for (const state of ['first', 'running', 'result-details', 'map', 'code', 'private-address']) {
    await openState(`${state}&dir=rtl`);
    expect(await sidewaysOverflowPx(page), state).toBe(0);
  }
});

for (const path of ['/', '/upgrade', '/privacy', '/keys/leaked', '/nowhere']) {
  test(`the page ${path} is accessible in both themes and fits 320 px`, async () => {
    await page.goto(`${service.origin}${path}`);
    await page.waitForLoadState('load');
    expect(await sidewaysOverflowPx(page)).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    // The browser itself reports the 404 of the page that is meant to be missing.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });
}

async function openState(query: string): Promise<void> {
  await page.goto(`${service.origin}/embed/gallery?state=${query}`);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('.part-loading')).toHaveCount(0);
}
