import { expect, test, type Page } from '@playwright/test';
import { DASHBOARD_STATES } from '../../web/gallery/dashboard/states.ts';
import type { StubService } from '../web/support/stub-service.ts';
import { createExaminer, openGalleryWindow, sidewaysOverflowPx, THEMES } from './gallery-window.ts';

let service: StubService;
let page: Page;
let complaints: string[];
let examine: ReturnType<typeof createExaminer>;

test.beforeAll(async ({ browser }) => {
  ({ page, service, complaints } = await openGalleryWindow(browser));
  examine = createExaminer(page, THEMES);
});
test.beforeEach(() => {
  complaints.length = 0;
});
test.afterAll(async () => {
  await page.close();
  await service.close();
});

for (const state of Object.keys(DASHBOARD_STATES)) {
  test(`the dashboard’s state "${state}" fits 320 px, breaks no policy, and is accessible in both themes`, async () => {
    await openState(state);
    expect(await sidewaysOverflowPx(page)).toBe(0);
    expect(await examine()).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test('turned to right-to-left, nothing overflows', async () => {
  for (const state of [
    'sign-in',
    'keys',
    'key-created',
    'usage',
    'plan',
    'audit',
    'members',
    'account',
  ]) {
    await openState(`${state}&dir=rtl`);
    expect(await sidewaysOverflowPx(page), state).toBe(0);
  }
});

test('a new key cannot be closed before “I saved it”, neither by Escape nor by a second one', async () => {
  await openState('key-created');
  const secret = page.getByText(/^sk-live-[0-9A-Za-z]{36}$/).first();
  for (let presses = 0; presses < 3; presses += 1) {
    await page.keyboard.press('Escape');
    await expect(secret).toBeVisible();
  }
  await page.getByRole('button', { name: 'I saved it' }).click();
  await expect(secret).toHaveCount(0);
});

test('on a phone every column of a table is in sight', async () => {
  for (const state of [
    'keys',
    'members',
    'sites',
    'audit',
    'discoveries',
    'usage-table',
    'account',
  ]) {
    await openState(state);
    const tables = page.getByRole('region').filter({ has: page.getByRole('table') });
    await expect(tables.first(), state).toBeVisible();
    const hiddenPx = await tables.evaluateAll((regions) =>
      regions.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    );
    expect(Math.max(...hiddenPx), state).toBe(0);
  }
});

test('a row of a table on a phone is read with the headings of its columns', async () => {
  await openState('sites');
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText(['Site', 'Added', 'By', 'Actions']);
  await expect(table.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText('23 Nov 2026');
  await expect(table).toMatchAriaSnapshot(`
    - cell "23 Nov 2026"
    - cell "Ada Lovelace"
  `);
});

test('the first field of a form in a dialog has the focus', async () => {
  for (const [state, label] of [
    ['key-create', 'Name'],
    ['member-invite', 'Email'],
    ['site-add', 'Origin'],
    ['discovery-new', 'Address of the page'],
  ] as const) {
    await openState(state.replace('key-create', 'keys'));
    if (state === 'key-create') await page.getByRole('button', { name: 'Create key' }).click();
    await expect(page.getByLabel(label, { exact: true }), state).toBeFocused();
  }
});

test('a page that could not be read is read again when the network is back', async () => {
  await openState('keys-offline');
  await expect(page.getByRole('alert')).toContainText('could not be reached');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.getByRole('cell', { name: /^Billing service/ })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the usage table begins with the newest day', async () => {
  await openState('usage-table');
  const firstCell = page.getByRole('region', { name: 'Usage by day' }).getByRole('cell').first();
  await expect(firstCell).toHaveText('24 Nov 2026');
});

test('a dialog gives the focus back to the button that opened it', async () => {
  await openState('keys');
  const button = page.getByRole('button', { name: 'Revoke Nightly report' });
  await button.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('a key is revoked only after its name has been typed', async () => {
  await openState('key-revoke');
  const revoke = page.getByRole('dialog').getByRole('button', { name: 'Revoke' });
  await expect(revoke).toBeDisabled();
  await page.getByLabel(/^Type “/).fill('Billing service');
  await expect(revoke).toBeDisabled();
  await page.getByLabel(/^Type “/).fill('Billing service, production');
  await expect(revoke).toBeEnabled();
});

test('the downloaded file holds the two variables that clients read', async () => {
  await openState('key-created');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download .env' }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = '';
  for await (const piece of stream) text += String(piece);
  expect(text).toMatch(/^KLOAKD_API_KEY=sk-live-\w{36}\nKLOAKD_ORG_ID=[0-9a-f-]{36}\n$/);
});

test('a new key comes with its first call by each client', async () => {
  await openState('key-created');
  const dialog = page.getByRole('dialog');
  for (const [language, code] of [
    ['Python', 'from kloakd import Kloakd'],
    ['TypeScript', 'new Kloakd({'],
    ['Go', 'github.com/kloakd/kloakd-go'],
    ['Java', 'import dev.kloakd.'],
  ] as const) {
    await dialog.getByRole('tab', { name: language, exact: true }).click();
    await dialog.getByLabel('With the client library').check();
    await expect(dialog.getByRole('tabpanel'), language).toContainText(code);
  }
});

test('a navigation moves the focus to the new heading and names it in the window’s title', async () => {
  await openState('keys');
  await page.getByRole('link', { name: 'Members' }).click();
  const heading = page.getByRole('heading', { level: 1, name: 'Members' });
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle('Members · KLOAKD');
});

test('the warning of a month that is used up stands on every page of the organization', async () => {
  await openState('plan-used-up');
  const warning = page.getByRole('status').filter({ hasText: 'discoveries are used up' });
  await expect(warning).toBeVisible();
  await page.getByRole('link', { name: 'Members' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await expect(warning).toBeVisible();
  await page.getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  await expect(warning).toHaveCount(0);
});

test('an organization is deleted only after its name has been typed', async () => {
  await openState('settings');
  const remove = page.getByRole('button', { name: 'Delete the organization' });
  await expect(remove).toBeDisabled();
  await page.getByLabel(/^Type “/).fill('acme');
  await expect(remove).toBeDisabled();
  await page.getByLabel(/^Type “/).fill('Acme');
  await expect(remove).toBeEnabled();
});

test('older events of the audit log are put below the others', async () => {
  await openState('audit-more');
  const rows = page.getByRole('region', { name: 'Events' }).getByRole('row');
  await expect(rows).toHaveCount(6);
  await page.getByRole('button', { name: 'Show older events' }).click();
  await expect(rows).toHaveCount(11);
});

test('the usage chart tells a day in words when it is reached by the keyboard', async () => {
  await openState('usage');
  const chart = page.getByRole('slider');
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute(
    'aria-valuetext',
    /^24 Nov 2026: \d+ discoveries\. skanyr \d+/,
  );
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /^23 Nov 2026: /);
});

test('the skip link leads past the header to the content', async () => {
  await openState('keys');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('no table scrolls sideways, from a phone to a desktop', async () => {
  for (const width of [320, 640, 690, 750, 950, 1075, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    for (const state of ['keys', 'discoveries', 'members', 'sites', 'audit']) {
      await openState(state);
      const hiddenPx = await page
        .locator('[role="region"]:has(table)')
        .evaluateAll((regions) => regions.map((each) => each.scrollWidth - each.clientWidth));
      expect(hiddenPx, `${state} at ${width} px`).toEqual(hiddenPx.map(() => 0));
    }
  }
  await page.setViewportSize({ width: 320, height: 700 });
});

/** Opens a state, and waits until all that it clicks has been clicked and all answers are shown. */
async function openState(query: string): Promise<void> {
  await page.goto(`${service.origin}/dashboard/gallery?state=${query}`);
  await expect(page.locator('#dashboard[data-shown]')).toHaveCount(1);
  await expect(page.getByRole('main')).toBeVisible();
}
