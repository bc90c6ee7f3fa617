import type { Page } from '@playwright/test';
import {
  ADA,
  createOrganization,
  fillSignUp,
  makeKey,
  readSecret,
  signUp,
  statusOf,
} from './dashboard-steps.ts';
import { callApi, expect, runToTheEnd, test } from './fixtures.ts';

// A missing element is told at once, not at the end of the whole test.
test.use({ actionTimeout: 15_000 });

test('a person signs up, confirms their address, makes an organization and a live key, and calls the API from code', async ({
  page,
  service,
}) => {
  await signUp(page, service);

  await createOrganization(page, 'Acme');

  const who = await makeKey(page, 'Billing');
  const response = await callApi(service, who, 'POST', 'skanyr/discover', {
    url: `${service.demoUrl}/`,
    max_requests: 5,
  });
  expect(response.status).toBe(200);
  expect(((await response.json()) as { total_endpoints: number }).total_endpoints).toBeGreaterThan(
    0,
  );

  // The key is in the table now, and the secret nowhere.
  await expect(page.getByRole('cell', { name: /^Billing / })).toBeVisible();
  await expect(page.getByText(who.apiKey)).toHaveCount(0);
});

test('a visitor signs up from the widget, keeps what they found, and cannot use the code twice', async ({
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  await runToTheEnd(widget, `${service.demoUrl}/`);
  const [tab, made] = await Promise.all([
    page.context().waitForEvent('page'),
    page.waitForResponse((response) => response.url().endsWith('/playground/claims')),
    widget
      .getByRole('button', { name: /^Sign up and keep/ })
      .first()
      .click(),
  ]);
  const { code } = (await made.json()) as { code: string };

  await tab.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(tab, service);
  await tab.getByLabel('Name of the organization').fill('Acme');
  await tab.getByRole('button', { name: 'Create it and move them here' }).click();
  await expect(tab.getByRole('heading', { name: '1 discovery is yours' })).toBeVisible();
  await tab.getByRole('link', { name: 'Make a live key' }).click();
  const who = await makeKey(tab, 'Claimed');
  const query = `page_url=${encodeURIComponent(`${service.demoUrl}/`)}`;
  const stored = await callApi(service, who, 'GET', `skanyr/detected-apis?${query}`);
  expect(await stored.text()).toContain(new URL(service.demoUrl ?? '').host);

  await tab.goto(`${service.url}/dashboard/claim#${code}`);
  await tab.getByRole('button', { name: 'Move them here' }).click();
  await expect(tab.getByRole('alert')).toContainText('The code does not work any more');
});

test('a revoked key is refused at the next request, and a rotated one works for its overlap', async ({
  page,
  service,
}) => {
  await signUp(page, service);
  await createOrganization(page, 'Acme');
  const old = await makeKey(page, 'Importer');

  await page.getByRole('button', { name: 'Rotate Importer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  const next = await readSecret(page);
  expect(await statusOf(service, old)).toBe(200);
  expect(await statusOf(service, next)).toBe(200);
  await expect(page.getByText('Being replaced')).toBeVisible();

  await page.getByRole('button', { name: 'Revoke Importer' }).last().click();
  await page.getByLabel('Type “Importer” to confirm').fill('Importer');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const statuses = [await statusOf(service, old), await statusOf(service, next)];
  expect(statuses.toSorted()).toEqual([200, 401]);
});

test('an owner reads usage, plan and audit log, renames the organization, exports it and deletes it', async ({
  page,
  service,
}) => {
  await signUp(page, service);
  await createOrganization(page, 'Acme');
  const who = await makeKey(page, 'Billing');
  expect(await statusOf(service, who)).toBe(200);

  await openPage(page, 'Usage');
  // A request is in the usage up to a second after its answer.
  await expect(async () => {
    await page.reload();
    await page.getByRole('tab', { name: 'Table' }).click({ timeout: 2000 });
  }).toPass();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  expect(await downloaded(page, 'Download CSV')).toMatch(/^day,part,label,requests,.*\r\n\d{4}-/);

  await openPage(page, 'Plan');
  await expect(page.getByRole('meter')).toHaveAttribute('aria-valuenow', '0');
  await expect(page.getByText('Requests per minute')).toBeVisible();

  await openPage(page, 'Settings');
  await page.getByLabel('Name', { exact: true }).fill('Acme Ltd');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const exported = JSON.parse(await downloaded(page, 'Download')) as { organization: unknown };
  expect(exported.organization).toMatchObject({ id: who.organizationId, name: 'Acme Ltd' });

  await openPage(page, 'Audit');
  await expect(page.getByRole('row', { name: /Renamed the organization Acme Ltd/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Created a key Billing/ })).toBeVisible();
  expect(await downloaded(page, 'Download CSV')).toContain('organization.exported');

  await openPage(page, 'Settings');
  await page.getByLabel('Type “Acme Ltd” to confirm').fill('Acme Ltd');
  await page.getByRole('button', { name: 'Delete the organization' }).click();
  await expect(page.getByRole('heading', { name: 'Create an organization' })).toBeVisible();
  expect(await statusOf(service, who)).toBe(401);
});

test('a wrong password is refused in plain words, and signing out ends the session', async ({
  page,
  service,
}) => {
  await signUp(page, service);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Email').fill(ADA.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('Email or password is wrong');
  await page.goto(`${service.url}/dashboard/account`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('the dashboard may not be framed or stored', async ({ page, service }) => {
  for (const path of ['/dashboard', '/dashboard/sign-in']) {
    const headers = (await page.request.get(`${service.url}${path}`)).headers();
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
  }
});

/** Follows the navigation's link. */
async function openPage(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** The text of the file that a button saves. */
async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  let text = '';
  for await (const piece of await download.createReadStream()) text += String(piece);
  return text;
}
