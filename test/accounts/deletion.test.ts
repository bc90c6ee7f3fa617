import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditPage } from '../../shared/organization.ts';
import type { Member } from '../support/signed-in-people.ts';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let owner: Member;
let key: Credentials;
beforeEach(async () => {
  service = await TestService.start({}, { accounts: true });
  owner = await service.people.owner();
  key = await addKey(owner.organizationId);
});
afterEach(() => service.stop());

/** A live key of an organization that exists. */
async function addKey(organization: string): Promise<Credentials> {
  const key = makeApiKey('live', systemRandom);
  const organizationId = trustId<OrganizationId>(organization);
  await service.storage.createLiveKey({
    organizationId,
    organizationName: 'Acme',
    plan: 'developer',
    key: {
      id: trustId<ApiKeyId>(systemRandom.uuid()),
      hash: key.hash,
      last4: key.last4,
      name: 'CI',
    },
    nowMs: service.clock.now(),
  });
  return { apiKey: key.secret, organizationId };
}

const saveSession = (organizationId: OrganizationId, name: string) =>
  service.storage.createSession({
    id: trustId(systemRandom.uuid()),
    organizationId,
    name,
    url: 'https://example.com/',
    options: {},
    jobId: null,
    status: 'active',
    createdAtMs: service.clock.now(),
  });
const remove = (by: Member, name: string) => service.call(by, 'DELETE', '', { name });
const deleteAccount = (who: { cookie: string }, email: string) =>
  service.people.request('DELETE', '/api/v1/account', { cookie: who.cookie, body: { email } });
/** How many rows of each table belong to an organization. */
function rowsOf(id: string): Record<string, number> {
  const tables = service.rows<{ name: string }>(
    `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table' AND c.name = 'organization_id'`,
  );
  const counts = tables.map(({ name }) => {
    const [row] = service.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ${name} WHERE organization_id = ?`,
      id,
    );
    return [name, row?.n ?? 0] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('deleting an organization', () => {
  it('needs its name, and an owner', async () => {
    const admin = await service.people.member(owner, 'admin');
    expect(await json(await remove(owner, 'acme'))).toMatchObject({
      code: 'confirmation_mismatch',
    });
    expect(await json(await remove(admin, 'Acme'))).toMatchObject({ code: 'role_required' });
    expect((await service.discover(key, 'https://example.com/')).status).toBe(200);
  });

  it('ends its keys at once and leaves nothing but the counts of its ledger', async () => {
    const stranger = await service.people.owner('stranger@example.com', 'Other');
    const other = await addKey(stranger.organizationId);
    expect((await service.discover(key, 'https://example.com/')).status).toBe(200);
    expect((await service.discover(other, 'https://example.com/')).status).toBe(200);
    await saveSession(trustId(owner.organizationId), 'Mine');
    await service.call(owner, 'POST', 'invitations', { email: 'x@example.com', role: 'member' });
    const id = owner.organizationId;
    expect(Object.keys(rowsOf(id))).toEqual(
      expect.arrayContaining(['api_key', 'discovery', 'session', 'audit_event']),
    );

    expect((await remove(owner, 'Acme')).status).toBe(204);
    expect((await service.discover(key, 'https://example.com/')).status).toBe(401);
    expect((await service.call(owner, 'GET', '')).status).toBe(403);
    expect(rowsOf(id)).toEqual({});
    expect(service.rows('SELECT * FROM organization WHERE id = ?', id)).toEqual([]);
    expect(service.rows('SELECT used, reserved FROM ledger WHERE id LIKE ?', `${id}/%`)).toEqual([
      { used: 1, reserved: 0 },
    ]);
    for (const table of ['member', 'invitation']) {
      expect(service.accountRows(`SELECT id FROM ${table} WHERE organizationId = ?`, id)).toEqual(
        [],
      );
    }
    expect((await service.discover(other, 'https://example.org/')).status).toBe(200);
    const account = await service.people.request('GET', '/api/v1/account', owner);
    expect(await json(account)).toMatchObject({ organizations: [] });
  });

  it('lets a discovery that runs at that moment settle its charge', async () => {
    const { gate } = holdDiscoveries();
    const running = service.discover(key, 'https://example.com/');
    await gate.reached;
    expect((await remove(owner, 'Acme')).status).toBe(204);
    gate.open();
    await running;
    const ledgers = service.rows(
      'SELECT reserved FROM ledger WHERE id LIKE ?',
      `${key.organizationId}/%`,
    );
    expect(ledgers).toEqual([{ reserved: 0 }]);
    expect(rowsOf(key.organizationId)).toEqual({});
  });

  it('is not possible for the organization of a visitor', async () => {
    const visitor = await service.visit();
    const id = trustId<OrganizationId>(visitor.organizationId);
    expect(await service.storage.deleteOrganization(id)).toBe(false);
    expect(await service.storage.renameOrganization(id, 'Mine')).toBe(false);
    expect((await service.discover(visitor, 'https://example.com/')).status).toBe(200);
  });
});

describe('exporting an organization', () => {
  it('gives an owner everything, page by page, without a hash', async () => {
    expect((await service.discover(key, 'https://example.com/')).status).toBe(200);
    const id = trustId<OrganizationId>(owner.organizationId);
    // Two pages of 200 rows and one row more.
    for (let index = 0; index < 401; index += 1) await saveSession(id, `S${index}`);
    const response = await service.call(owner, 'GET', 'export');
    expect(response.headers.get('content-disposition')).toContain('organization.json');
    const text = await response.text();
    const exported = JSON.parse(text) as {
      organization: { id: string };
      members: unknown[];
      tables: Record<string, Record<string, unknown>[]>;
    };
    expect(exported.organization.id).toBe(id);
    expect(exported.members).toMatchObject([{ email: 'owner@example.com', role: 'owner' }]);
    expect(exported.tables['discovery']).toMatchObject([{ url: 'https://example.com/' }]);
    expect(new Set(exported.tables['session']?.map(({ name }) => name)).size).toBe(401);
    expect(exported.tables['api_key']).toMatchObject([{ name: 'CI', last4: key.apiKey.slice(-4) }]);
    const hashes = service.rows<{ hash: string }>('SELECT hash FROM api_key');
    for (const { hash } of hashes) expect(text).not.toContain(hash);
    const audit = await json<AuditPage>(await service.call(owner, 'GET', 'audit'));
    expect(audit.events[0]).toMatchObject({ action: 'organization.exported', actor: 'owner' });
  });

  it('is for owners, and holds nothing of another organization', async () => {
    const admin = await service.people.member(owner, 'admin');
    expect((await service.call(admin, 'GET', 'export')).status).toBe(403);
    const stranger = await service.people.owner('stranger@example.com', 'Other');
    await service.discover(key, 'https://example.com/');
    const text = await (await service.call(stranger, 'GET', 'export')).text();
    expect(text).not.toContain('https://example.com/');
    expect(text).not.toContain(owner.email);
  });
});

describe('deleting an account', () => {
  it('needs the address typed again, and leaves no trace of the person', async () => {
    const bob = await service.people.member(owner, 'member', 'bob@example.com');
    expect(await json(await deleteAccount(bob, 'bob@example.org'))).toMatchObject({
      code: 'confirmation_mismatch',
    });
    expect((await deleteAccount(bob, 'Bob@example.com')).status).toBe(204);
    expect((await service.people.request('GET', '/api/v1/account', bob)).status).toBe(401);
    expect((await service.call(bob, 'GET', '')).status).toBe(403);
    for (const table of ['user', 'session', 'account', 'member', 'invitation', 'verification']) {
      const rows = JSON.stringify(service.accountRows(`SELECT * FROM ${table}`));
      expect(rows).not.toContain('bob@example.com');
      expect(rows).not.toContain(bob.userId);
    }
    expect((await service.people.signUp('bob@example.com')).userId).not.toBe(bob.userId);
  });

  it('is refused to the last owner of an organization, which it names', async () => {
    const refused = await json<{ code: string; detail: string }>(
      await deleteAccount(owner, owner.email),
    );
    expect(refused).toMatchObject({ code: 'last_owner', detail: expect.stringContaining('Acme') });
    await service.people.member(owner, 'owner', 'second@example.com');
    expect((await deleteAccount(owner, owner.email)).status).toBe(204);
  });

  it('comes after an export of all that is kept, without secrets', async () => {
    const response = await service.people.request('GET', '/api/v1/account/export', owner);
    expect(response.headers.get('content-disposition')).toContain('account.json');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      account: [{ email: owner.email }],
      sign_ins: [{ providerId: 'credential' }],
      organizations: [{ name: 'Acme', role: 'owner' }],
    });
    for (const secret of service.accountRows<{ s: string }>(
      'SELECT password AS s FROM account UNION SELECT token FROM session',
    )) {
      expect(text).not.toContain(secret.s);
    }
  });
});

/** Makes discoveries wait in the engine until the test releases them. */
function holdDiscoveries() {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const script = service.engine.script;
  service.engine.script = async (input) => {
    reached.resolve();
    await opened.promise;
    return script(input);
  };
  return { gate: { reached: reached.promise, open: () => opened.resolve() } };
}
