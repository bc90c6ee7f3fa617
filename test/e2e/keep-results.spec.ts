import { cookieOf, PASSWORD } from '../support/signed-in-people.ts';
import { expect, runToTheEnd, test, type Service } from './fixtures.ts';

test('where the browser blocks the new tab, the link takes the discoveries along all the same', async ({
  page,
  service,
  visit,
}) => {
  await page.context().addCookies(await signUp(service));
  // What a blocked call gives.
  await page.addInitScript(() => (window.open = () => null));
  const widget = await visit(page);
  await runToTheEnd(widget, `${service.demoUrl}/`);
  await widget.getByRole('button', { name: 'Sign up and keep these' }).click();
  const link = widget.getByRole('link', { name: 'Sign up and keep these' });
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);

  await tab.getByLabel('Name of the organization').fill('Acme');
  await tab.getByRole('button', { name: 'Create it and move them here' }).click();
  await expect(tab.getByRole('heading', { name: '1 discovery is yours' })).toBeVisible();
  // Used up.
  expect(service.rows('SELECT hash FROM claim_code')).toEqual([]);
});

/** Signs up without a page. @returns the cookies of the session */
async function signUp({ url, output }: Service) {
  await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Ada', email: 'ada@acme.example', password: PASSWORD }),
  });
  const link = () => /https?:\/\/[^\s"\\]+verify-email[^\s"\\]+/.exec(output())?.[0] ?? '';
  await expect.poll(link).not.toBe('');
  const confirmed = await fetch(link(), { redirect: 'manual' });
  return cookieOf(confirmed)
    .split('; ')
    .map((cookie) => {
      const [name = '', ...value] = cookie.split('=');
      return { name, value: value.join('='), url };
    });
}
