import type { Page } from '@playwright/test';
import { CONFIDENTIAL_CLIENT, startProvider } from '../accounts/tokens/real-provider.ts';
import { freePort } from '../support/free-port.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { expect, test as base } from './with-mail.ts';

interface Fixtures {
  /** Opens the sign-in page of a service that offers an OpenID provider, whose people have these claims. */
  openSignIn: (claims: { email: string; email_verified: boolean }) => Promise<ServerProcess>;
}

const test = base.extend<Fixtures>({
  openSignIn: async ({ page }, use) => {
    const closers: (() => unknown)[] = [];
    await use(async (claims) => {
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      const callback = `${origin}/api/auth/callback/oidc`;
      const provider = await startProvider({ name: 'Ada Lovelace', ...claims }, callback);
      const dataDir = newDataDir();
      const server = await startServer(
        {
          PORT: port,
          PUBLIC_URL: origin,
          DEMO_SITE: 'off',
          OIDC_ISSUER: provider.issuer,
          OIDC_CLIENT_ID: CONFIDENTIAL_CLIENT.id,
          OIDC_CLIENT_SECRET: CONFIDENTIAL_CLIENT.secret,
          OIDC_NAME: 'Corp login',
        },
        dataDir,
      );
      closers.push(
        () => provider.stop(),
        () => server.stop(),
        () => removeDataDir(dataDir),
      );
      await page.goto(`${server.url}/dashboard/sign-in?next=%2Fdashboard%2Faccount`);
      return server;
    });
    for (const close of closers) await close();
  },
});

test('a person signs in with an OpenID provider, and comes back to where they wanted to go', async ({
  page,
  openSignIn,
}) => {
  await openSignIn({ email: 'ada@corp.example', email_verified: true });
  await signInAtProvider(page);
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
  await expect(page.getByText('ada@corp.example').first()).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Continue with Corp login' })).toBeVisible();
});

test('an address that the provider has not confirmed does not open the account that has it', async ({
  page,
  openSignIn,
}) => {
  const email = 'ada@corp.example';
  const server = await openSignIn({ email, email_verified: false });
  const owner = await page.context().browser()?.newPage();
  if (!owner) throw new Error('There is a browser.');
  await owner.goto(`${server.url}/dashboard/sign-up`);
  await owner.getByLabel('Your name').fill('Ada');
  await owner.getByLabel('Email').fill(email);
  await owner.getByLabel('Password').fill('correct horse battery');
  await owner.getByRole('button', { name: 'Sign up' }).click();
  const link = () => /https?:\/\/[^\s"\\]+verify-email[^\s"\\]+/.exec(server.output())?.[0];
  await expect.poll(link).toBeDefined();
  await owner.goto(link() ?? '');
  await expect(owner.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  await owner.close();

  await signInAtProvider(page);
  await expect(page.getByRole('alert')).toContainText('The sign-in did not work');
  await page.goto(`${server.url}/dashboard/account`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

/** Presses the button of the provider, then fills in its own forms. */
async function signInAtProvider(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Corp login' }).click();
  await page.locator('input[name=login]').fill('ada');
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
