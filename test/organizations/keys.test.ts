import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiKey, ApiKeyList, CreatedApiKey } from '../../shared/api-keys.ts';
import type { ErrorBody } from '../../shared/errors.ts';
import { parseApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { eventually } from '../support/eventually.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

const accounts = new StubAccounts();
let service: TestService;
let live: Credentials;
let id: OrganizationId;
let admin: Credentials;
let member: Credentials;
beforeAll(async () => {
  service = await TestService.start({}, { accounts });
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.advance(61_000);
  live = await service.liveKey();
  id = trustId<OrganizationId>(live.organizationId);
  admin = { apiKey: accounts.join(id, 'admin', 'Grace').token, organizationId: id };
  member = { apiKey: accounts.join(id, 'member').token, organizationId: id };
});

const create = (body: object, who = admin) =>
  service.call(who, 'POST', 'api-keys', { name: 'CI', ...body });
async function made(body: object = {}): Promise<CreatedApiKey & Credentials> {
  const response = await create(body);
  expect(response.status).toBe(201);
  const created = await json<CreatedApiKey>(response);
  return { ...created, apiKey: created.secret, organizationId: id };
}
const rotate = (key: ApiKey, overlapSeconds: number) =>
  service.call(admin, 'POST', `api-keys/${key.id}/rotate`, { overlap_seconds: overlapSeconds });
const list = async (): Promise<ApiKey[]> =>
  (await json<ApiKeyList>(await service.call(member, 'GET', 'api-keys'))).api_keys;
async function listed(keyId: string): Promise<ApiKey> {
  const key = (await list()).find((key) => key.id === keyId);
  if (!key) throw new Error('The key is not in the list.');
  return key;
}
const use = (who: Credentials) => service.call(who, 'GET', 'skanyr/health');
const inAnHour = () => new Date(service.clock.now() + 3_600_000).toISOString();
async function refusal(response: Response): Promise<[number, string, string | undefined]> {
  const body = await json<ErrorBody & { field?: string }>(response);
  return [response.status, body.code, body.field];
}
const actions = () =>
  service
    .rows<{ action: string; actor: string; target: string }>(
      'SELECT action, actor, target FROM audit_event WHERE organization_id = ? ORDER BY sequence',
      id,
    )
    .map(({ action, actor, target }) => `${actor} ${action} ${target}`);

describe('making a key', () => {
  it('shows its secret in this answer only, and the key works at once', async () => {
    const created = await made();
    expect(parseApiKey(created.secret)).toMatchObject({ tier: 'live' });
    expect((await use(created)).status).toBe(200);
    const everything = JSON.stringify(await list());
    expect(everything).not.toContain(created.secret);
    expect(everything).toContain(created.secret.slice(-4));
    const stored = JSON.stringify(service.rows('SELECT * FROM api_key'));
    expect(stored).not.toContain(created.secret);
    expect(service.logLines.join('')).not.toContain(created.secret);
  });

  it('tells who made it, what it may do and when it expires', async () => {
    const { api_key: key } = await made({
      access: 'read',
      modules: ['skanyr', 'skanyr'],
      networks: ['10.1.2.3/8', '10.0.0.0/8', '2001:DB8::1', '::ffff:192.0.2.0/120'],
      expires_at: inAnHour(),
    });
    expect(key).toMatchObject({
      name: 'CI',
      status: 'active',
      access: 'read',
      modules: ['skanyr'],
      networks: ['10.0.0.0/8', '2001:db8::1/128', '192.0.2.0/24'],
      created_by: 'Grace',
      expires_at: inAnHour(),
      replaced_by: null,
      last_used_at: null,
    });
    expect(await listed(key.id)).toEqual(key);
  });

  it.each([
    [{ expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
    [{ modules: ['skanyr', 'evadr'] }, 'modules.1'],
    [{ modules: ['SKANYR'] }, 'modules.0'],
    [{ networks: ['10.0.0.0/8', '10.0.0.0/33'] }, 'networks.1'],
    [{ networks: ['example.com'] }, 'networks.0'],
    [{ networks: ['010.0.0.1'] }, 'networks.0'],
    [{ networks: ['::ffff:0:0/90'] }, 'networks.0'],
    [{ networks: [] }, 'networks'],
    [{ name: '   ' }, 'name'],
    [{ tier: 'test' }, 'tier'],
  ])('refuses %j and names the field', async (body, field) => {
    const before = await list();
    expect(await refusal(await create(body))).toEqual([400, 'invalid_field', field]);
    expect(await list()).toEqual(before);
  });

  it('stops at fifty that are active, however many are asked for at once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => create({})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(49);
    const refused = answers.find(({ status }) => status !== 201);
    if (!refused) throw new Error('None was refused.');
    expect((await refusal(refused)).slice(0, 2)).toEqual([403, 'key_limit_reached']);
    const [first] = await list();
    await service.call(admin, 'DELETE', `api-keys/${first?.id}`);
    expect((await create({})).status).toBe(201);
  });

  it('is for owners and admins: a member is refused, and so is a key', async () => {
    expect((await refusal(await create({}, member))).slice(0, 2)).toEqual([403, 'role_required']);
    expect((await refusal(await create({}, live))).slice(0, 2)).toEqual([403, 'member_required']);
    expect((await refusal(await service.call(live, 'GET', 'api-keys'))).slice(0, 2)).toEqual([
      403,
      'member_required',
    ]);
  });
});

describe('rotating a key', () => {
  it('lets both work until the overlap ends, and then the new one alone', async () => {
    const old = await made({ access: 'read', networks: ['127.0.0.1'] });
    const response = await rotate(old.api_key, 3_600);
    expect(response.status).toBe(201);
    const next = await json<CreatedApiKey>(response);
    expect(next.api_key).toMatchObject({ name: 'CI', access: 'read', networks: ['127.0.0.1/32'] });
    expect(await listed(old.api_key.id)).toMatchObject({
      status: 'rotated',
      expires_at: inAnHour(),
      replaced_by: next.api_key.id,
    });
    const renewed = { apiKey: next.secret, organizationId: id };
    expect((await use(old)).status).toBe(200);
    expect((await use(renewed)).status).toBe(200);
    service.clock.advance(3_600_000);
    const refused = await use(old);
    expect(await json(refused)).toMatchObject({
      code: 'key_expired',
      detail: expect.stringContaining('replaced') as string,
    });
    expect((await use(renewed)).status).toBe(200);
  });

  it('revokes the old key at once where the overlap is 0', async () => {
    const old = await made();
    expect((await rotate(old.api_key, 0)).status).toBe(201);
    expect((await refusal(await use(old))).slice(0, 2)).toEqual([401, 'key_revoked']);
    expect((await listed(old.api_key.id)).status).toBe('revoked');
  });

  it('gives a key that was made for an hour another hour', async () => {
    const old = await made({ expires_at: inAnHour() });
    service.clock.advance(1_800_000);
    const next = await json<CreatedApiKey>(await rotate(old.api_key, 604_800));
    expect(next.api_key.expires_at).toBe(inAnHour());
    // The overlap does not lengthen the life of the old one.
    expect((await listed(old.api_key.id)).expires_at).toBe(old.api_key.expires_at);
  });

  it('is done once, however many ask at the same time', async () => {
    const { api_key: key } = await made();
    const answers = await Promise.all(Array.from({ length: 8 }, () => rotate(key, 60)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(400)]);
    expect((await list()).filter(({ status }) => status === 'active')).toHaveLength(2);
  });

  it('is refused for a key that is rotated, revoked or expired', async () => {
    const [rotated, revoked, expired] = [
      await made(),
      await made(),
      await made({ expires_at: inAnHour() }),
    ];
    await rotate(rotated.api_key, 600);
    await service.call(admin, 'DELETE', `api-keys/${revoked.api_key.id}`);
    const again = await rotate(rotated.api_key, 600);
    expect((await refusal(again)).slice(0, 2)).toEqual([400, 'invalid_request']);
    service.clock.advance(3_600_000);
    for (const key of [revoked, expired]) {
      expect((await refusal(await rotate(key.api_key, 600))).slice(0, 2)).toEqual([
        400,
        'invalid_request',
      ]);
    }
  });

  it('takes at most seven days of overlap', async () => {
    const { api_key: key } = await made();
    expect(await refusal(await rotate(key, 604_801))).toEqual([
      400,
      'invalid_field',
      'overlap_seconds',
    ]);
    expect((await listed(key.id)).status).toBe('active');
  });
});

describe('revoking a key', () => {
  it('refuses it at the very next request, and can be repeated', async () => {
    const key = await made();
    expect((await use(key)).status).toBe(200);
    for (let time = 0; time < 2; time += 1) {
      const response = await service.call(admin, 'DELETE', `api-keys/${key.api_key.id}`);
      expect(response.status).toBe(204);
    }
    expect((await refusal(await use(key))).slice(0, 2)).toEqual([401, 'key_revoked']);
    expect(actions().filter((action) => action.includes('key.revoked'))).toHaveLength(1);
  });
});

describe('another organization', () => {
  it('has no key that this one could see, rotate or revoke', async () => {
    const other = await service.liveKey();
    const otherId = trustId<OrganizationId>(other.organizationId);
    const stranger = { apiKey: accounts.join(otherId, 'owner').token, organizationId: otherId };
    const key = await made();
    const path = `api-keys/${key.api_key.id}`;
    const attempts = [
      await service.call(stranger, 'POST', `${path}/rotate`, { overlap_seconds: 0 }),
      await service.call(stranger, 'DELETE', path),
    ];
    for (const attempt of attempts) {
      expect((await refusal(attempt)).slice(0, 2)).toEqual([404, 'not_found']);
    }
    const theirs = await json<ApiKeyList>(await service.call(stranger, 'GET', 'api-keys'));
    expect(theirs.api_keys.map(({ id }) => id)).not.toContain(key.api_key.id);
    expect((await use(key)).status).toBe(200);
  });
});

describe('the list of keys', () => {
  it('shows the requests of each of the last thirty days, and when a key was last used', async () => {
    const key = await made();
    const usedAtMs = service.clock.now();
    await use(key);
    await use(key);
    await eventually(async () => (await listed(key.api_key.id)).requests_by_day.at(-1) === 2);
    expect((await listed(key.api_key.id)).requests_by_day).toEqual([...Array(29).fill(0), 2]);
    const { last_used_at: lastUsed } = await listed(key.api_key.id);
    expect(Date.parse(lastUsed ?? '')).toBe(usedAtMs);
    service.clock.advance(29 * 24 * 3_600_000);
    expect((await listed(key.api_key.id)).requests_by_day).toEqual([2, ...Array(29).fill(0)]);
    service.clock.advance(24 * 3_600_000);
    expect((await listed(key.api_key.id)).requests_by_day).toEqual(Array(30).fill(0));
  });

  it('shows what the operator made too, as made by nobody', async () => {
    expect(await list()).toMatchObject([{ created_by: null, name: null, status: 'active' }]);
  });
});

describe('the audit log', () => {
  it('says who made, rotated and revoked which key', async () => {
    const { api_key: key } = await made();
    const next = await json<CreatedApiKey>(await rotate(key, 60));
    await service.call(admin, 'DELETE', `api-keys/${next.api_key.id}`);
    expect(actions()).toEqual([
      `Grace key.created CI (sk-live-…${key.last4})`,
      `Grace key.rotated CI (sk-live-…${key.last4})`,
      `Grace key.revoked CI (sk-live-…${next.api_key.last4})`,
    ]);
  });
});
