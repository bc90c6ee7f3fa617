import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorBody } from '../../shared/errors.ts';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { eventually } from '../support/eventually.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

const accounts = new StubAccounts();
let service: TestService;
let live: Credentials;
beforeAll(async () => {
  service = await TestService.start({}, { accounts });
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.advance(61_000);
  accounts.notices.length = 0;
  live = await service.liveKey();
});

const report = (body: unknown) =>
  fetch(`${service.url}/api/v1/keys/leaked`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const use = (who: Credentials) => service.call(who, 'GET', 'skanyr/health');
const leaks = (who: Credentials) =>
  service.rows(
    'SELECT actor, target FROM audit_event WHERE organization_id = ?',
    who.organizationId,
  );
const unknownKey = () => makeApiKey('live', systemRandom).secret;

describe('a key that somebody found in public', () => {
  it('is revoked for the very next request, and its owners are told', async () => {
    expect((await use(live)).status).toBe(200);
    expect((await report({ key: live.apiKey })).status).toBe(200);
    const refused = await use(live);
    expect([refused.status, (await json(refused)).code]).toEqual([401, 'key_revoked']);
    const label = `sk-live-…${live.apiKey.slice(-4)}`;
    expect(leaks(live)).toEqual([{ actor: 'reporter', target: label }]);
    await eventually(() => accounts.notices.length === 1);
    expect(accounts.notices[0]).toMatchObject({ organizationId: live.organizationId });
    expect(accounts.notices[0]?.text).toContain(label);
    expect(JSON.stringify(accounts.notices)).not.toContain(live.apiKey);
    expect(service.logLines.join('')).not.toContain(live.apiKey);
  });

  it('is told of once, however often it is reported', async () => {
    await Promise.all(Array.from({ length: 5 }, () => report({ key: live.apiKey })));
    await report({ key: ` ${live.apiKey}\n` });
    expect(leaks(live)).toHaveLength(1);
    await eventually(() => accounts.notices.length > 0);
    expect(accounts.notices).toHaveLength(1);
  });

  it('is revoked where it is a visitor’s too', async () => {
    const visitor = await service.visit();
    expect((await report({ key: visitor.apiKey })).status).toBe(200);
    expect((await use(visitor)).status).toBe(401);
  });

  it('is revoked even if nobody can be told', async () => {
    const notify = accounts.notifyOwners;
    accounts.notifyOwners = null;
    const silent = await TestService.start({}, { accounts });
    try {
      const who = await silent.liveKey();
      const response = await fetch(`${silent.url}/api/v1/keys/leaked`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key: who.apiKey }),
      });
      expect(response.status).toBe(200);
      expect((await silent.call(who, 'GET', 'skanyr/health')).status).toBe(401);
    } finally {
      accounts.notifyOwners = notify;
      await silent.stop();
    }
  });
});

describe('a report', () => {
  it('is answered alike for a key that exists, one that does not, and one that is revoked already', async () => {
    const answers = [
      await report({ key: live.apiKey }),
      await report({ key: live.apiKey }),
      await report({ key: unknownKey() }),
    ];
    const seen = await Promise.all(
      answers.map(async (answer) => {
        const headers = [...answer.headers].filter(
          ([name]) => name !== 'x-request-id' && name !== 'date',
        );
        return { status: answer.status, headers, body: await answer.text() };
      }),
    );
    expect(seen[0]).toMatchObject({ status: 200, body: '{"received":true}' });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it('writes to the disk in either case, so that its duration does not tell whether the key exists', async () => {
    const counted = () =>
      service.rows<{ reports: number }>('SELECT reports FROM leak_report')[0]?.reports ?? 0;
    const before = counted();
    await report({ key: unknownKey() });
    expect(counted()).toBe(before + 1);
    await report({ key: live.apiKey });
    expect(counted()).toBe(before + 2);
  });

  it('of something that is not a key makes no look-up', async () => {
    const find = vi.spyOn(service.storage, 'findKey');
    const revoke = vi.spyOn(service.storage, 'reportLeakedKey');
    const wrongChecksum = live.apiKey.slice(0, -1) + (live.apiKey.endsWith('0') ? '1' : '0');
    for (const key of [wrongChecksum, 'sk-live-', 'hello', `${live.apiKey}x`]) {
      const refused = await report({ key });
      const { code, field } = await json<ErrorBody & { field: string }>(refused);
      expect([refused.status, code, field]).toEqual([400, 'invalid_field', 'key']);
    }
    expect([find.mock.calls, revoke.mock.calls]).toEqual([[], []]);
    find.mockRestore();
    revoke.mockRestore();
    expect((await use(live)).status).toBe(200);
  });

  it('is at most 1 KB', async () => {
    expect((await report({ key: 'x'.repeat(1_100) })).status).toBe(413);
  });

  it('is throttled for each network', async () => {
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => report({ key: unknownKey() })),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('does not revive or revoke the key that replaced a rotated one', async () => {
    const [key] = await service.storage.listOrganizationKeys(trustId(live.organizationId), {
      limit: 1,
      nowMs: service.clock.now(),
    });
    if (!key) throw new Error('There is no key.');
    const admin = {
      ...live,
      apiKey: accounts.join(trustId(live.organizationId), 'admin').token,
    };
    const rotated = await service.call(admin, 'POST', `api-keys/${key.id}/rotate`, {
      overlap_seconds: 600,
    });
    const { secret } = await json<{ secret: string }>(rotated);
    await report({ key: live.apiKey });
    expect((await use(live)).status).toBe(401);
    expect((await use({ ...live, apiKey: secret })).status).toBe(200);
  });
});
