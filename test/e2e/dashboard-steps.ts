import type { Locator, Page } from '@playwright/test';
import { expect, type Service } from './fixtures.ts';

/** What people do in the dashboard, as steps of a test. */

export interface Person {
  name: string;
  email: string;
}

/** A secret that the dashboard shows once, and whose it is. */
export interface Key {
  apiKey: string;
  organizationId: string;
}

export const PASSWORD = 'correct horse battery';
export const ADA: Person = { name: 'Ada Lovelace', email: 'ada@acme.example' };

/** Signs up, and opens the link of the mail that the service prints, as a person does: in another tab. */
export async function signUp(
  page: Page,
  service: Service,
  who = ADA,
  landsOn = 'Create an organization',
): Promise<void> {
  await page.goto(`${service.url}/dashboard/sign-up`);
  await fillSignUp(page, service, who);
  await expect(page.getByRole('heading', { name: landsOn })).toBeVisible();
}

export async function fillSignUp(page: Page, service: Service, who = ADA): Promise<void> {
  const linksBefore = verificationLinks(service).length;
  await page.getByLabel('Your name').fill(who.name);
  await page.getByLabel('Email').fill(who.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const mailTab = await page.context().newPage();
  await expect.poll(() => verificationLinks(service).length).toBeGreaterThan(linksBefore);
  await mailTab.goto(verificationLinks(service).at(-1) ?? '');
  await expect(mailTab.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  await mailTab.close();
  await page.getByRole('button', { name: 'I opened the link' }).click();
}

/** Every link to confirm an address that the service has printed, the oldest first. */
const verificationLinks = (service: Service) =>
  service.output().match(/https?:\/\/[^\s"\\]+verify-email[^\s"\\]+/g) ?? [];

/** Makes an organization on the page that asks for its first one. */
export async function createOrganization(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByRole('heading', { name: 'Make your first key' })).toBeVisible();
}

/** Makes a key. `restrict` fills in more of the dialog than the name. */
export async function makeKey(
  page: Page,
  name: string,
  restrict?: (dialog: Locator) => Promise<void>,
): Promise<Key> {
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await restrict?.(dialog);
  await dialog.getByRole('button', { name: 'Create key' }).click();
  return readSecret(page);
}

/** Reads what is shown once, and closes it. */
export async function readSecret(page: Page): Promise<Key> {
  const dialog = page.getByRole('dialog');
  const shown = dialog.locator('dd code');
  const apiKey = (await shown.first().textContent()) ?? '';
  const organizationId = (await shown.nth(1).textContent()) ?? '';
  expect(apiKey).toMatch(/^sk-live-[0-9A-Za-z]{36}$/);
  await dialog.getByRole('button', { name: 'I saved it' }).click();
  await expect(dialog).toHaveCount(0);
  return { apiKey, organizationId };
}

export async function statusOf(service: Service, { apiKey, organizationId }: Key): Promise<number> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'x-kloakd-organization': organizationId,
  };
  return (await fetch(`${service.url}/api/v1/key`, { headers })).status;
}
