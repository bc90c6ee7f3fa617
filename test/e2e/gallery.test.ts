import { expect, test, type Page } from '@playwright/test';
import { DIRECTIONS, LANGUAGES } from '../../shared/languages.ts';
import { STATES } from '../../web/gallery/states.ts';
import type { StubService } from '../web/support/stub-service.ts';
import {
  createExaminer,
  findViolations,
  openGalleryWindow,
  showWidgetState,
  sidewaysOverflowPx,
  THEMES_AND_DIRECTIONS,
} from './gallery-window.ts';

let service: StubService;
let page: Page;
let complaints: string[];
let examine: ReturnType<typeof createExaminer>;

test.beforeAll(async ({ browser }) => {
  ({ page, service, complaints } = await openGalleryWindow(browser));
  examine = createExaminer(page, THEMES_AND_DIRECTIONS);
});
test.beforeEach(() => {
  complaints.length = 0;
});
test.afterAll(async () => {
  await page.close();
  await service.close();
});

for (const state of Object.keys(STATES)) {
  test(`the state "${state}" fits 320 px, breaks no policy, and is accessible in both themes and directions`, async () => {
    await openState(state);
    expect(await sidewaysOverflowPx(page)).toBe(0);
    expect(await examine()).toEqual([]);
    await openState(`${state}&dir=rtl`);
    expect(await sidewaysOverflowPx(page)).toBe(0);
    expect(complaints).toEqual([]);
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
  const warning = page.getByText('This takes long on this device').first();
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

const openState = (query: string) => showWidgetState(page, service, query);
