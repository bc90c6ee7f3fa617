import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import type { ErrorBody } from '../../shared/errors.ts';
import type { PlanState } from '../../shared/organization.ts';
import type { Overrides } from '../../server/storage/port/plans.ts';
import { eventually } from '../support/eventually.ts';
import { finding } from '../support/scripted-engine.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

const accounts = new StubAccounts();
let service: TestService;
let live: Credentials;
let id: OrganizationId;
let member: Credentials;
/** Ends the discoveries that wait in the engine. */
let release: () => void;

beforeEach(async () => {
  service = await TestService.start({}, { accounts });
  live = await service.liveKey();
  id = trustId<OrganizationId>(live.organizationId);
  member = { apiKey: accounts.join(id, 'member').token, organizationId: id };
});
afterEach(() => service.stop());

function holdEngine(): void {
  const held = Promise.withResolvers<void>();
  release = held.resolve;
  service.engine.script = async () => {
    await held.promise;
    return { kind: 'completed', findings: [], truncated: false, requestsMade: 1 };
  };
}
let page = 0;
const discover = (who = live) => service.discover(who, `https://site-${(page += 1)}.example/`);
const override = (set: Overrides, reset: (keyof Overrides)[] = []) =>
  service.storage.setOverrides(id, set, reset);
const month = async (): Promise<PlanState['month']> => (await planState()).month;
const planState = async () => json<PlanState>(await service.call(member, 'GET', 'plan'));

describe('the limit on discoveries at once', () => {
  it('refuses one more than the plan allows, charges nothing, and lets it in when one has ended', async () => {
    holdEngine();
    await override({ concurrentDiscoveries: 3 });
    const running = [discover(), discover(), discover()];
    await eventually(() => service.engine.runs.length === 3);
    const refused = await discover();
    expect(refused.status).toBe(429);
    expect(await json(refused)).toMatchObject({
      error: 'RateLimitError',
      code: 'concurrency_limit',
      charged: false,
      retry_after: 5,
    });
    expect(await month()).toMatchObject({ used: 0, reserved: 3 });
    release();
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await discover()).status).toBe(200);
    expect(await month()).toMatchObject({ used: 4, reserved: 0 });
  });

  it('holds for a burst that comes at the same moment', async () => {
    holdEngine();
    await override({ concurrentDiscoveries: 2 });
    let refused = 0;
    const burst = Array.from({ length: 20 }, async () => {
      const { status } = await discover();
      if (status === 429) refused += 1;
      return status;
    });
    // The two still run while all others have their answer.
    await eventually(() => refused === 18);
    expect(service.engine.runs).toHaveLength(2);
    release();
    const statuses = await Promise.all(burst);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(await month()).toMatchObject({ used: 2, reserved: 0 });
  });

  it('counts a stream that goes on, although it is charged already', async () => {
    await override({ concurrentDiscoveries: 1 });
    const held = Promise.withResolvers<void>();
    service.engine.script = async ({ onEvent }) => {
      onEvent({ kind: 'found', finding: finding('/users') });
      await held.promise;
      return {
        kind: 'completed',
        findings: [finding('/users')],
        truncated: false,
        requestsMade: 1,
      };
    };
    const stream = await service.call(live, 'POST', 'skanyr/discover/stream', {
      url: 'https://long.example/',
    });
    await eventually(async () => (await month()).used === 1);
    expect((await discover()).status).toBe(429);
    held.resolve();
    await stream.text();
    expect((await discover()).status).toBe(200);
  });

  it('does not count for what is answered from the store, or joins a run', async () => {
    await override({ concurrentDiscoveries: 1 });
    const url = 'https://stored.example/';
    expect((await service.discover(live, url)).status).toBe(200);
    holdEngine();
    const running = discover();
    await eventually(() => service.engine.runs.length === 2);
    expect((await service.discover(live, url)).status).toBe(200);
    release();
    await running;
  });

  it('is each organization’s own', async () => {
    holdEngine();
    await override({ concurrentDiscoveries: 1 });
    const running = discover();
    await eventually(() => service.engine.runs.length === 1);
    const other = discover(await service.liveKey());
    await eventually(() => service.engine.runs.length === 2);
    release();
    expect([(await running).status, (await other).status]).toEqual([200, 200]);
  });

  it('says that the quota is spent where it is, since waiting would not help', async () => {
    holdEngine();
    await override({ concurrentDiscoveries: 1, discoveriesPerMonth: 1 });
    const running = discover();
    await eventually(() => service.engine.runs.length === 1);
    expect((await json(await discover())).code).toBe('monthly_quota_exhausted');
    release();
    await running;
  });
});

describe('the discoveries of a month', () => {
  it('are refused below what is used when the limit is lowered, until the next month begins', async () => {
    for (let time = 0; time < 3; time += 1) expect((await discover()).status).toBe(200);
    await override({ discoveriesPerMonth: 2 });
    const refused = await discover();
    expect(refused.status).toBe(429);
    expect(await json<ErrorBody & { reset_at: string }>(refused)).toMatchObject({
      code: 'monthly_quota_exhausted',
      charged: false,
      reset_at: nextMonth(),
    });
    expect(refused.headers.get('ratelimit')).toContain('"monthly";r=0');
    expect(await month()).toEqual({ used: 3, reserved: 0, limit: 2, reset_at: nextMonth() });
    service.clock.advance(Date.parse(nextMonth()) - service.clock.now());
    expect((await discover()).status).toBe(200);
    expect(await month()).toMatchObject({ used: 1, limit: 2 });
  });

  it('go on when the limit is lowered while one runs, and that one is charged as it was promised', async () => {
    holdEngine();
    const running = discover();
    await eventually(() => service.engine.runs.length === 1);
    await override({ discoveriesPerMonth: 0 });
    expect((await json(await discover())).code).toBe('monthly_quota_exhausted');
    release();
    expect((await running).status).toBe(200);
    expect(await month()).toMatchObject({ used: 1, reserved: 0, limit: 0 });
  });

  it('go on at once when the limit is raised or taken away', async () => {
    await override({ discoveriesPerMonth: 1 });
    expect((await discover()).status).toBe(200);
    expect((await discover()).status).toBe(429);
    await override({ discoveriesPerMonth: 2 });
    const raised = await discover();
    expect(await json<object>(raised)).toMatchObject({
      quota: { limit: 2, used: 2, remaining: 0 },
    });
    await override({ discoveriesPerMonth: null });
    expect(await json<object>(await discover())).toMatchObject({
      quota: { limit: null, used: 3, remaining: null },
    });
  });
});

describe('what members see of their plan', () => {
  it('is the plan with its overrides, and which modules this server has', async () => {
    await override({ discoveriesPerMonth: 5_000, modules: ['skanyr', 'evadr'] });
    expect(await planState()).toEqual({
      entitlements: {
        plan: 'developer',
        title: 'Developer',
        access: 'full',
        modules: [
          { name: 'skanyr', installed: true },
          { name: 'evadr', installed: false },
        ],
        requests_per_minute: 300,
        discoveries_per_month: 5_000,
        concurrent_discoveries: 10,
        overridden: ['modules', 'discoveries_per_month'],
      },
      month: { used: 0, reserved: 0, limit: 5_000, reset_at: nextMonth() },
      upgrade_url: `${service.url}/upgrade`,
    });
  });

  it('is not shown to a key', async () => {
    const refused = await service.call(live, 'GET', 'plan');
    expect((await json(refused)).code).toBe('member_required');
  });
});

describe('the list of plans', () => {
  it('is what the data says at this moment, smallest first, without those that are not public', async () => {
    const plan = await service.storage.findPlan('developer');
    if (!plan) throw new Error('There is no developer plan.');
    await service.storage.savePlan({ ...plan, discoveriesPerMonth: 2_000 });
    await service.storage.savePlan({
      ...plan,
      name: 'small',
      title: 'Small',
      discoveriesPerMonth: 50,
    });
    await service.storage.savePlan({ ...plan, name: 'secret', title: 'Secret', isPublic: false });
    const { plans, installed_modules: installed } = await json<{
      plans: { name: string; quota: string; windows: string }[];
      installed_modules: string[];
    }>(await fetch(`${service.url}/api/v1/plans`));
    expect(plans.map(({ name }) => name)).toEqual([
      'playground',
      'small',
      'developer',
      'enterprise',
    ]);
    expect(plans[2]).toMatchObject({
      quota: '2,000 discoveries a month',
      windows: '300 requests in 60 seconds, 10 discoveries at once',
    });
    expect(installed).toEqual(['skanyr']);
  });
});

function nextMonth(): string {
  const now = new Date(service.clock.now());
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
}
