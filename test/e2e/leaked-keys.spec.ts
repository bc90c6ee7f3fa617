import type { Page } from '@playwright/test';
import { expect, test, type MailService, type Person } from './with-mail.ts';

test('whoever finds a live key ends it at once without an account, and its owners are told by mail', async ({
  page,
  mailService,
}) => {
  const ada = await mailService.signUp('Ada');
  const found = await makeKey(mailService, ada);
  expect(await use(mailService, found)).toBe(200);

  await report(page, mailService, ` ${found.apiKey} `);
  await expect(page.getByRole('status')).toContainText('Thank you. If the key was valid');
  await expect(page.getByLabel('The whole key')).toHaveValue('');
  expect(await use(mailService, found)).toBe(401);

  const mail = await mailService.mailTo(ada.email, /An API key was found in public/);
  expect(mail).toContain(`sk-live-…${found.apiKey.slice(-4)}`);
  expect(mail).not.toContain(found.apiKey);
  expect(mailService.output()).not.toContain(found.apiKey);
});

for (const { what, text } of [
  { what: 'a text that is no key', text: 'my dog ate my key' },
  { what: 'a key with a wrong checksum', text: `sk-live-${'a'.repeat(36)}` },
]) {
  test(`${what} is refused with a message that says what to send, and stays in the field`, async ({
    page,
    mailService,
  }) => {
    await report(page, mailService, text);
    await expect(page.getByRole('status')).toContainText(
      'The report was refused: key is not a key of this service: send all of it',
    );
    await expect(page.getByRole('status')).toContainText('invalid_field');
    await expect(page.getByLabel('The whole key')).toHaveValue(text);
    await expect(page.getByRole('button', { name: 'Report this key' })).toBeEnabled();
  });
}

test('a report that reaches no server says that the key was not reported', async ({
  page,
  mailService,
}) => {
  await page.goto(`${mailService.url}/keys/leaked`);
  await page.context().setOffline(true);
  await page.getByLabel('The whole key').fill('sk-live-anything');
  await page.getByRole('button', { name: 'Report this key' }).click();
  await expect(page.getByRole('status')).toContainText('The key was not reported: try again.');
});

async function report(page: Page, { url }: MailService, key: string): Promise<void> {
  await page.goto(`${url}/keys/leaked`);
  await page.getByLabel('The whole key').fill(key);
  await page.getByRole('button', { name: 'Report this key' }).click();
}

async function makeKey(service: MailService, owner: Person) {
  const made = await service.request(owner, 'POST', '/api/v1/account/organizations', {
    name: 'Acme',
  });
  const { id: organizationId } = (await made.json()) as { id: string };
  const apiKey = await service.liveKey(owner, organizationId);
  return { apiKey, organizationId };
}

async function use(
  { url }: MailService,
  { apiKey, organizationId }: { apiKey: string; organizationId: string },
): Promise<number> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'x-kloakd-organization': organizationId,
  };
  return (await fetch(`${url}/api/v1/key`, { headers })).status;
}
