import { expect, test, type Page } from '@playwright/test';
import { newStubState, problem, type StubState } from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';
import { findViolations } from './gallery-window.ts';

let service: StubService;
let state: StubState;

test.beforeEach(async () => {
  state = newStubState();
  service = await startStubService(state);
});
test.afterEach(() => service.close());

const FAILURES = [
  {
    when: 'the server fails',
    answer: { status: 500, body: problem('ApiError', 'internal_error', 500) },
    told: ['Something went wrong on our side', 'tell the operator', 'internal_error'],
  },
  {
    when: 'there were too many requests',
    answer: {
      status: 429,
      body: problem('RateLimitError', 'rate_limited', 429, { retry_after: 12 }),
    },
    told: ['Too many requests', 'in 12 seconds', 'rate_limited'],
  },
  {
    when: 'the key has expired',
    answer: { status: 401, body: problem('AuthenticationError', 'key_expired', 401) },
    told: ['Your test key no longer works', 'Download them', 'key_expired'],
  },
];

for (const { when, answer, told } of FAILURES) {
  test(`says what to do, code and request where ${when}, and works at the next press`, async ({
    page,
  }) => {
    await runToTheEnd(page);
    const { claimAnswer } = state;
    state.claimAnswer = answer;
    await keepButton(page).click();
    const alert = page.getByRole('alert');
    for (const text of [...told, 'req_stub42', 'Not charged'])
      await expect(alert).toContainText(text);
    expect(await findViolations(page)).toEqual([]);

    state.claimAnswer = claimAnswer;
    await Promise.all([page.context().waitForEvent('page'), keepButton(page).click()]);
    await expect(alert).toHaveCount(0);
  });
}

test('says that the browser is offline, and keeps the result', async ({ page, context }) => {
  await runToTheEnd(page);
  await context.setOffline(true);
  await keepButton(page).click();
  await expect(page.getByRole('alert')).toContainText('You are offline');
  await expect(page.getByRole('alert')).toContainText('back online');
  await expect(page.locator('tbody tr')).toHaveCount(1);
});

test('leaves a link with the same code where the browser has blocked the new tab', async ({
  page,
}) => {
  // What a blocked call gives.
  await page.addInitScript(() => (window.open = () => null));
  await runToTheEnd(page);
  await keepButton(page).click();
  await expect(page.getByRole('alert')).toContainText('within ten minutes');
  expect(await findViolations(page)).toEqual([]);
  const link = page.getByRole('link', { name: 'Sign up and keep these' });
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await tab.waitForLoadState();
  expect(tab.url()).toBe(`${service.origin}/dashboard/claim#code1`);
  expect(await tab.evaluate(() => window.opener)).toBeNull();
  expect(state.asked.filter(({ path }) => path.endsWith('/claims'))).toHaveLength(1);
});

const keepButton = (page: Page) => page.getByRole('button', { name: 'Sign up and keep these' });

async function runToTheEnd(page: Page): Promise<void> {
  await page.goto(`${service.origin}/embed/v1`);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.getByLabel('Find the APIs').press('Enter');
  await expect(page.getByRole('status')).toHaveText(/Finished/);
}
