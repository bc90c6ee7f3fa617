import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { newDataDir, removeDataDir, runCommand, startServer } from '../support/server-process.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let live: Credentials;
beforeAll(async () => {
  service = await TestService.start();
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.advance(61_000);
  live = await service.liveKey();
  // From here on, the key is one that the service knows.
  expect((await ask()).status).toBe(200);
});

const ask = (headers = {}) => service.call(live, 'GET', 'skanyr/health', undefined, headers);

/** Changes the database as another program would: with a connection of its own. */
function change(sql: string, ...values: unknown[]): void {
  const db = new Database(join(service.dir, 'test.db'));
  db.prepare(sql).run(...values);
  db.close();
}

describe('a key that was used a moment ago', () => {
  it('is refused at the next request after this process revokes it', async () => {
    const [key] = (await service.storage.listLiveKeys()).filter(
      ({ organizationId }) => organizationId === live.organizationId,
    );
    if (!key) throw new Error('There is no key.');
    await service.storage.revokeKey(key.id, service.clock.now());
    const refused = await ask();
    expect([refused.status, (await json(refused)).code]).toEqual([401, 'key_revoked']);
  });

  it('is refused at the next request after its organization’s keys are deleted', async () => {
    change('DELETE FROM api_key WHERE organization_id = ?', live.organizationId);
    const refused = await ask();
    expect([refused.status, (await json(refused)).code]).toEqual([401, 'key_unknown']);
  });

  it('is refused from the moment of its expiry, though nothing is written then', async () => {
    const expiresAtMs = service.clock.now() + 1_000;
    change(
      'UPDATE api_key SET expires_at_ms = ? WHERE organization_id = ?',
      expiresAtMs,
      live.organizationId,
    );
    expect((await ask()).status).toBe(200);
    service.clock.advance(1_000);
    const refused = await ask();
    expect([refused.status, (await json(refused)).code]).toEqual([401, 'key_expired']);
  });

  it('has its new plan at the next request', async () => {
    expect((await ask()).headers.get('ratelimit-policy')).toContain('"burst";q=300');
    change("UPDATE organization SET plan = 'enterprise' WHERE id = ?", live.organizationId);
    expect((await ask()).headers.get('ratelimit-policy')).toBe('"burst";q=3000;w=60');
  });

  it('opens no other organization', async () => {
    const other = await service.liveKey();
    const refused = await ask({ 'x-kloakd-organization': other.organizationId });
    expect(refused.status).toBe(403);
  });
});

describe('a key that did not exist', () => {
  it('works from the request after it was made: its absence is not remembered', async () => {
    const { secret, hash, last4 } = makeApiKey('live', systemRandom);
    const who = { ...live, apiKey: secret };
    const before = await service.call(who, 'GET', 'skanyr/health');
    expect(before.status).toBe(401);
    change(
      `INSERT INTO api_key (id, hash, tier, last4, organization_id, created_at_ms)
       VALUES (?, ?, 'live', ?, ?, 1)`,
      systemRandom.uuid(),
      hash,
      last4,
      live.organizationId,
    );
    expect((await service.call(who, 'GET', 'skanyr/health')).status).toBe(200);
  });
});

describe('the operator’s command beside a running server', () => {
  it('revokes a key for the very next request', async () => {
    const dataDir = newDataDir();
    const server = await startServer({ DEMO_SITE: 'off' }, dataDir);
    try {
      const environment = { DATA_DIR: dataDir };
      const made = await runCommand(['key', 'create', '--organization', 'Acme'], environment);
      const word = (label: string) =>
        new RegExp(`^${label} +(\\S+)$`, 'm').exec(made.stdout)?.[1] ?? '';
      const organization = word('organization');
      const asked = () =>
        fetch(`${server.url}/api/v1/organizations/${organization}/skanyr/health`, {
          headers: {
            authorization: `Bearer ${word('key')}`,
            'x-kloakd-organization': organization,
          },
        });
      for (let time = 0; time < 3; time += 1) {
        const response = await asked();
        await response.text();
        expect(response.status).toBe(200);
      }
      const revoked = await runCommand(['key', 'revoke', word('key id')], environment);
      expect(revoked.code).toBe(0);
      const refused = await asked();
      expect([refused.status, (await json(refused)).code]).toEqual([401, 'key_revoked']);
    } finally {
      await server.stop();
      removeDataDir(dataDir);
    }
  });
});
