import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({}, { accounts: true });
});
afterEach(() => service.stop());

// In a process of its own: here the test runner imports modules in its own way.
const COUNT_TURNS = `
  const { loadInSteps } = await import('./server/accounts/load-in-steps.ts');
  let turns = 0;
  const count = () => { turns += 1; timer = setImmediate(count); };
  let timer = setImmediate(count);
  await loadInSteps(() => false);
  clearImmediate(timer);
  console.log(turns);`;

it('loads the account library in steps, between which requests are answered', async () => {
  const args = ['--input-type=module', '--eval', COUNT_TURNS];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  // A single import of everything leaves none.
  expect(Number(stdout)).toBeGreaterThanOrEqual(9);
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
