import type { Page } from '@playwright/test';
import { expect, test, type MailService, type Person } from './with-mail.ts';

test('the only owner exports and deletes the organization, then their account; the other member’s account stays', async ({
  browser,
  mailService,
}) => {
  const [ada, grace] = [await mailService.signUp('Ada'), await mailService.signUp('Grace')];
  const id = await makeOrganization(mailService, ada, 'Acme');
  await join(mailService, ada, grace, id);
  const apiKey = await mailService.liveKey(ada, id);

  const page = await mailService.open(browser, ada, '/dashboard/account');
  await deleteAccount(page, ada);
  await expect(page.getByRole('alert')).toContainText('You are the only owner of Acme');

  await page.goto(`${mailService.url}/dashboard/${id}/settings`);
  const exported = await download(page);
  expect(exported).toMatchObject({ organization: { id, name: 'Acme' } });
  expect(JSON.stringify(exported)).toContain(grace.email);
  expect(JSON.stringify(exported)).not.toContain(apiKey);
  await page.getByLabel('Type “Acme” to confirm').fill('Acme');
  await page.getByRole('button', { name: 'Delete the organization' }).click();
  await expect(page.getByRole('heading', { name: 'Create an organization' })).toBeVisible();
  expect(
    mailService.rows('playground', 'SELECT id FROM api_key WHERE organization_id = ?', id),
  ).toEqual([]);
  expect(
    mailService.rows('accounts', 'SELECT id FROM member WHERE organizationId = ?', id),
  ).toEqual([]);

  await page.goto(`${mailService.url}/dashboard/account`);
  expect(await download(page)).toMatchObject({ account: [{ email: ada.email }] });
  await deleteAccount(page, ada);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('Email or password is wrong');
  expect(mailService.rows('accounts', 'SELECT id FROM user WHERE email = ?', ada.email)).toEqual(
    [],
  );

  const account = await mailService.request(grace, 'GET', '/api/v1/account');
  expect(await account.json()).toMatchObject({ person: { email: grace.email }, organizations: [] });
  await page.context().close();
});

async function deleteAccount(page: Page, { email }: Person): Promise<void> {
  await page.getByLabel(`Type ${email} to confirm`).fill(email);
  await page.getByRole('button', { name: 'Delete my account' }).click();
}

async function download(page: Page): Promise<unknown> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  let text = '';
  for await (const piece of await file.createReadStream()) text += String(piece);
  return JSON.parse(text);
}

async function makeOrganization(
  service: MailService,
  owner: Person,
  name: string,
): Promise<string> {
  const made = await service.request(owner, 'POST', '/api/v1/account/organizations', { name });
  return ((await made.json()) as { id: string }).id;
}

async function join(
  service: MailService,
  owner: Person,
  guest: Person,
  organizationId: string,
): Promise<void> {
  const sent = await service.asMember(owner, organizationId, 'POST', 'invitations', {
    email: guest.email,
    role: 'member',
  });
  const { id } = (await sent.json()) as { id: string };
  await service.request(guest, 'POST', `/api/v1/account/invitations/${id}/accept`);
}
