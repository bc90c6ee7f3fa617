import type { Browser, Page } from '@playwright/test';
import { expect, test, type MailService, type Person } from './with-mail.ts';

test('an owner invites a second person by mail, who accepts and is a member; a third person cannot', async ({
  browser,
  mailService,
}) => {
  const [ada, grace, mallory] = await Promise.all(
    ['Ada', 'Grace', 'Mallory'].map((name) => mailService.signUp(name)),
  );
  if (!ada || !grace || !mallory) throw new Error('There are three.');
  const { members, organizationId } = await openMembers(
    browser,
    mailService,
    ada,
    'Analytical Engines',
  );
  const id = await invite(members, grace, mailService);
  const mail = await mailService.mailTo(grace.email, /Join Analytical Engines/);
  expect(mail).toContain('Ada invited you to the organization “Analytical Engines” as member.');
  const link = new URL(await mailService.linkTo(grace.email, /Join Analytical Engines/));

  const stranger = await mailService.open(browser, mallory, link.pathname);
  await expect(stranger.getByText(`No invitation to ${mallory.email} is open.`)).toBeVisible();
  const taken = await mailService.request(
    mallory,
    'POST',
    `/api/v1/account/invitations/${id}/accept`,
  );
  expect(await taken.json()).toMatchObject({ code: 'invitation_invalid' });
  expect(await organizationsOf(mailService, mallory)).toEqual([]);

  const invited = await mailService.open(browser, grace, link.pathname);
  await invited.getByRole('button', { name: 'Accept: Analytical Engines' }).click();
  await expect(invited.getByRole('heading', { level: 1, name: 'API Keys' })).toBeVisible();
  await invited.getByRole('link', { name: 'Members', exact: true }).click();
  await expect(invited.getByRole('row', { name: /^Ada .*Owner/ })).toBeVisible();
  await expect(invited.getByRole('row', { name: /^Grace/ })).toContainText('You');
  // A member manages nobody.
  await expect(invited.getByRole('button', { name: 'Invite' })).toHaveCount(0);
  expect(await organizationsOf(mailService, grace)).toEqual([
    { id: organizationId, name: 'Analytical Engines', role: 'member' },
  ]);
  await close(members, stranger, invited);
});

test('an invitation that is withdrawn while its page is open says so, and is gone after a reload', async ({
  browser,
  mailService,
}) => {
  const [ada, grace] = [await mailService.signUp('Ada'), await mailService.signUp('Grace')];
  const { members } = await openMembers(browser, mailService, ada, 'Acme');
  await invite(members, grace, mailService);
  const invited = await mailService.open(browser, grace, '/dashboard/invitations');
  await expect(invited.getByRole('heading', { name: 'Acme' })).toBeVisible();

  await members.getByRole('button', { name: `Withdraw ${grace.email}` }).click();
  await expect(members.getByText(/^No invitation is waiting for an answer/)).toBeVisible();
  await acceptInVain(invited, grace);
  expect(await organizationsOf(mailService, grace)).toEqual([]);
  await close(members, invited);
});

test('an invitation that expires while its page is open says so, and is gone after a reload', async ({
  browser,
  mailService,
}) => {
  const [ada, grace] = [await mailService.signUp('Ada'), await mailService.signUp('Grace')];
  const { members } = await openMembers(browser, mailService, ada, 'Acme');
  const id = await invite(members, grace, mailService);
  const invited = await mailService.open(browser, grace, '/dashboard/invitations');
  await expect(invited.getByRole('heading', { name: 'Acme' })).toBeVisible();

  const past = new Date(Date.now() - 1000).toISOString();
  mailService.rows('accounts', 'UPDATE invitation SET expiresAt = ? WHERE id = ?', past, id);
  await acceptInVain(invited, grace);
  expect(await organizationsOf(mailService, grace)).toEqual([]);
  await close(members, invited);
});

async function acceptInVain(page: Page, { email }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Accept: Acme' }).click();
  await expect(page.getByRole('alert')).toContainText('This invitation is not open any more');
  await page.reload();
  await expect(page.getByText(`No invitation to ${email} is open.`)).toBeVisible();
  await expect(page.getByText(/withdrawn, used or is older than seven days/)).toBeVisible();
}

/** Makes an organization, and opens the page of its members. */
async function openMembers(
  browser: Browser,
  service: MailService,
  owner: Person,
  name: string,
): Promise<{ members: Page; organizationId: string }> {
  const made = await service.request(owner, 'POST', '/api/v1/account/organizations', { name });
  const { id } = (await made.json()) as { id: string };
  return {
    members: await service.open(browser, owner, `/dashboard/${id}/members`),
    organizationId: id,
  };
}

async function invite(members: Page, { email }: Person, service: MailService): Promise<string> {
  await members.getByRole('button', { name: 'Invite' }).click();
  await members.getByRole('dialog').getByLabel('Email').fill(email);
  await members.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(members.getByRole('cell', { name: email, exact: true })).toBeVisible();
  const select = 'SELECT id FROM invitation WHERE email = ?';
  return service.rows<{ id: string }>('accounts', select, email)[0]?.id ?? '';
}

async function organizationsOf(service: MailService, person: Person): Promise<unknown> {
  const account = await service.request(person, 'GET', '/api/v1/account');
  return ((await account.json()) as { organizations: unknown }).organizations;
}

const close = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));
