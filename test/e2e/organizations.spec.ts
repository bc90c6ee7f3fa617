import type { Page } from '@playwright/test';
import { callApi, expect, test, type Service } from './fixtures.ts';

const PASSWORD = 'correct horse battery';
const EMAIL = 'ada@acme.example';

test('a person signs up, confirms their address, makes an organization and a live key, and calls the API from code', async ({
  page,
  service,
}) => {
  await signUp(page, service);

  await expect(page.getByRole('heading', { name: 'Create an organization' })).toBeVisible();
  await page.getByLabel('Name').fill('Acme');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByRole('heading', { name: 'Make your first key' })).toBeVisible();

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
  await expect(page.getByRole('cell', { name: 'Billing' })).toBeVisible();
  await expect(page.getByText(who.apiKey)).toHaveCount(0);
});

test('a revoked key is refused at the next request, and a rotated one works for its overlap', async ({
  page,
  service,
}) => {
  await signUp(page, service);
  await page.getByLabel('Name').fill('Acme');
  await page.getByRole('button', { name: 'Create organization' }).click();
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

test('a wrong password is refused in plain words, and signing out ends the session', async ({
  page,
  service,
}) => {
  await signUp(page, service);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Email').fill(EMAIL);
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

/** Signs up, and opens the link of the mail that the service prints, as a person does: in another tab. */
async function signUp(page: Page, service: Service): Promise<void> {
  await page.goto(`${service.url}/dashboard/sign-up`);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const mailTab = await page.context().newPage();
  await mailTab.goto(await printedLink(service));
  await expect(mailTab.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  await mailTab.close();
  await page.getByRole('button', { name: 'I opened the link' }).click();
  await expect(page.getByRole('heading', { name: 'Create an organization' })).toBeVisible();
}

async function printedLink(service: Service): Promise<string> {
  const find = () => /https?:\/\/[^\s"\\]+verify-email[^\s"\\]+/.exec(service.output())?.[0] ?? '';
  await expect.poll(find).not.toBe('');
  return find();
}

async function makeKey(page: Page, name: string) {
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create key' }).click();
  return readSecret(page);
}

/** Reads what is shown once, and closes it. */
async function readSecret(page: Page) {
  const dialog = page.getByRole('dialog');
  const shown = dialog.locator('dd code');
  const apiKey = (await shown.first().textContent()) ?? '';
  const organizationId = (await shown.nth(1).textContent()) ?? '';
  expect(apiKey).toMatch(/^sk-live-[0-9A-Za-z]{36}$/);
  await dialog.getByRole('button', { name: 'I saved it' }).click();
  await expect(dialog).toHaveCount(0);
  return { apiKey, organizationId };
}

async function statusOf(
  service: Service,
  { apiKey, organizationId }: { apiKey: string; organizationId: string },
): Promise<number> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'x-kloakd-organization': organizationId,
  };
  return (await fetch(`${service.url}/api/v1/key`, { headers })).status;
}
