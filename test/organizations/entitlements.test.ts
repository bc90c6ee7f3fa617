import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let live: Credentials;
let id: OrganizationId;
beforeAll(async () => {
  service = await TestService.start();
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.advance(61_000);
  live = await service.liveKey();
  id = trustId<OrganizationId>(live.organizationId);
  // From here on, the service remembers the organization.
  expect((await ask()).status).toBe(200);
});

const ask = (module = 'skanyr') => service.call(live, 'GET', `${module}/health`);
const policy = async () => (await ask()).headers.get('ratelimit-policy');

/** Writes on a connection of its own, as another process does. */
function elsewhere(sql: string, ...values: unknown[]): void {
  const db = new Database(join(service.dir, 'test.db'));
  db.pragma('foreign_keys = ON');
  db.prepare(sql).run(...values);
  db.close();
}

describe('a change of what an organization may do takes effect at its next request', () => {
  it('when it gets another plan', async () => {
    await service.storage.setPlan(id, 'enterprise');
    expect(await policy()).toBe('"burst";q=3000;w=60');
    await service.storage.setPlan(id, 'developer');
    expect(await policy()).toContain('"burst";q=300;w=60');
  });

  it('when its plan itself changes', async () => {
    const plan = await service.storage.findPlan('developer');
    if (!plan) throw new Error('There is no developer plan.');
    await service.storage.savePlan({ ...plan, requestsPerMinute: 7 });
    expect(await policy()).toContain('"burst";q=7;w=60');
    await service.storage.savePlan(plan);
    expect(await policy()).toContain('"burst";q=300;w=60');
  });

  it('when it gets an override, and when that is taken back', async () => {
    await service.storage.setOverrides(id, { discoveriesPerMonth: 5_000 }, []);
    expect(await policy()).toContain('"monthly";q=5000');
    await service.storage.setOverrides(id, { discoveriesPerMonth: null }, []);
    expect(await policy()).not.toContain('monthly');
    await service.storage.setOverrides(id, {}, ['discoveriesPerMonth']);
    expect(await policy()).toContain('"monthly";q=1000');
  });

  it('when another process does any of these', async () => {
    elsewhere("UPDATE organization SET plan = 'enterprise' WHERE id = ?", id);
    expect(await policy()).toContain('"burst";q=3000');
    elsewhere("UPDATE plan SET requests_per_minute = 8 WHERE name = 'enterprise'");
    expect(await policy()).toContain('"burst";q=8;');
    elsewhere("INSERT INTO organization_override VALUES (?, 'requests_per_minute', '9')", id);
    expect(await policy()).toContain('"burst";q=9;');
    elsewhere('DELETE FROM organization_override WHERE organization_id = ?', id);
    elsewhere("UPDATE plan SET requests_per_minute = 3000 WHERE name = 'enterprise'");
    expect(await policy()).toContain('"burst";q=3000');
  });

  it('when a module is taken from it', async () => {
    expect((await json(await ask('fetchyr'))).code).toBe('module_not_installed');
    await service.storage.setOverrides(id, { modules: ['skanyr'] }, []);
    const refused = await ask('fetchyr');
    expect([refused.status, (await json(refused)).code]).toEqual([403, 'not_entitled']);
  });
});

describe('what is in the data but not known to the program', () => {
  it('admits nothing: a module by another name opens no other module', async () => {
    await service.storage.setOverrides(id, { modules: ['skanyr2', 'SKANYR'] }, []);
    const refused = await ask();
    expect([refused.status, (await json(refused)).code]).toEqual([403, 'not_entitled']);
  });

  it('is refused where it is a plan: no organization gets a plan that does not exist', async () => {
    expect(await service.storage.setPlan(id, 'platinum')).toBe(false);
    expect((await ask()).status).toBe(200);
  });
});

describe('a visitor’s playground', () => {
  it('gets no plan and no override, so that its ten discoveries stay ten', async () => {
    const visitor = await service.visit();
    const playground = trustId<OrganizationId>(visitor.organizationId);
    expect(await service.storage.setPlan(playground, 'enterprise')).toBe(false);
    expect(await service.storage.setOverrides(playground, { discoveriesPerMonth: null }, [])).toBe(
      false,
    );
  });
});
