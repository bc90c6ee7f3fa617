import type { Page } from '@playwright/test';
import { expect, test, type MailService } from './with-mail.ts';

const NEW_PASSWORD = 'another horse battery';
const RESET = /Choose a new password/;

test('a person who forgot their password chooses another by a mailed link, which ends every session', async ({
  browser,
  page,
  mailService,
}) => {
  const ada = await mailService.signUp('Ada');
  const elsewhere = await mailService.open(browser, ada, '/dashboard/account');
  await expect(elsewhere.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();

  await askForLink(page, mailService, ada.email);
  const link = await mailService.linkTo(ada.email, RESET);
  await page.goto(link);
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByRole('heading', { name: 'Your password is changed' })).toBeVisible();

  await elsewhere.reload();
  await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await page.getByRole('link', { name: 'Sign in' }).last().click();
  await signIn(page, ada.email, ada.password);
  await expect(page.getByRole('alert')).toContainText('Email or password is wrong');
  await signIn(page, ada.email, NEW_PASSWORD);
  await expect(page.getByRole('heading', { name: 'Create an organization' })).toBeVisible();

  // The link works once.
  await elsewhere.goto(link);
  await elsewhere.getByLabel('New password').fill('a third horse battery');
  await elsewhere.getByRole('button', { name: 'Save the password' }).click();
  await expect(elsewhere.getByRole('alert')).toContainText('This link does not work any more');
  await elsewhere.getByRole('link', { name: 'Send another link' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await elsewhere.context().close();
});

test('a stranger learns from the form for a new password nothing about who has an account', async ({
  page,
  mailService,
}) => {
  await askForLink(page, mailService, 'nobody@example.com');
  await expect(page.getByRole('status')).toContainText(
    'If there is an account for nobody@example.com, a link is on its way.',
  );
});

async function askForLink(page: Page, { url }: MailService, email: string): Promise<void> {
  await page.goto(`${url}/dashboard/sign-in`);
  await page.getByRole('link', { name: /forgot/i }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
