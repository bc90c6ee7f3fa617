import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({}, { accounts: true });
});
afterEach(() => service.stop());

it('loads the account library in steps, between which requests are answered', async () => {
  let turns = 0;
  const count = () => {
    turns += 1;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  await service.accounts.prepare();
  clearImmediate(timer);
  expect(turns).toBeGreaterThanOrEqual(9);
});

it('ends early where the service is stopped meanwhile', async () => {
  const prepared = service.accounts.prepare();
  await service.close();
  await expect(prepared).resolves.toBeUndefined();
});

it('makes no second account library for a person who comes while it loads', async () => {
  const prepared = service.accounts.prepare();
  const ada = await service.people.signUp('ada@example.com');
  await prepared;
  const account = await service.people.request('GET', '/api/v1/account', { cookie: ada.cookie });
  expect(account.status).toBe(200);
});
