import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { sqliteAdapter } from '../../server/storage/sqlite/adapter.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { startSlowSite } from '../support/slow-site.ts';

/** Requests of this last time may be lost. The documentation promises that older ones are kept. */
const LOST_MS = 1_000;
const WORKERS = 8;
const KEYS = 4_000;
/** Enough organizations that none reaches its plan's limit of 3,000 requests a minute. */
const ORGANIZATIONS = 8;

interface Customer {
  organizationId: OrganizationId;
  keyId: ApiKeyId;
  apiKey: string;
}

/** An answer that a client has received. */
interface Answer {
  keyId: ApiKeyId;
  atMs: number;
}

let site: Awaited<ReturnType<typeof startSlowSite>>;
let dataDir: string;
let customers: Customer[];
let server: ServerProcess;

beforeEach(async () => {
  site = await startSlowSite();
  dataDir = newDataDir();
  customers = await addCustomers();
  server = await start();
});
afterEach(async () => {
  await server.stop('SIGKILL');
  await site.close();
  removeDataDir(dataDir);
});

const start = () =>
  startServer({ ALLOWED_PRIVATE_TARGETS: site.target, DEMO_SITE: 'off' }, dataDir);

async function addCustomers(): Promise<Customer[]> {
  const storage = await sqliteAdapter.open(dataDir);
  const ids = Array.from({ length: ORGANIZATIONS }, () =>
    trustId<OrganizationId>(systemRandom.uuid()),
  );
  const made = Array.from({ length: KEYS }, async (_, index) => {
    const organizationId = ids[index % ids.length] ?? trustId<OrganizationId>('');
    const { secret, hash, last4 } = makeApiKey('live', systemRandom);
    const keyId = trustId<ApiKeyId>(systemRandom.uuid());
    const key = { id: keyId, hash, last4, name: null };
    const organization = { organizationId, organizationName: 'Acme', plan: 'enterprise' };
    await storage.createLiveKey({ ...organization, key, nowMs: Date.now() });
    return { organizationId, keyId, apiKey: secret };
  });
  const all = await Promise.all(made);
  await storage.close();
  return all;
}

/** @throws where the server is gone */
const call = (who: Customer, method: string, path: string, body?: object) =>
  fetch(`${server.url}/api/v1/organizations/${who.organizationId}/skanyr/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${who.apiKey}`,
      'x-kloakd-organization': who.organizationId,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** Asks with one key after the other, so that each row of usage can be told apart, until the server is gone. */
async function keepAsking(next: () => Customer, onAnswer: (answer: Answer) => void): Promise<void> {
  for (;;) {
    const who = next();
    const response = await call(who, 'GET', 'health').catch(() => null);
    if (response === null) return;
    expect(response.status).toBe(200);
    // All of the answer has to be here: else the server may not have ended it yet.
    if ((await response.text().catch(() => null)) === null) return;
    onAnswer({ keyId: who.keyId, atMs: Date.now() });
  }
}

async function keepDiscovering(who: Customer, onDone: (discoveryId: string) => void) {
  for (let page = 0; ; page += 1) {
    const body = { url: `${site.url}/quick/${page}`, max_requests: 1 };
    const response = await call(who, 'POST', 'discover', body).catch(() => null);
    const answer = (await response?.json().catch(() => null)) ?? null;
    if (answer === null) return;
    onDone((answer as { discovery_id: string }).discovery_id);
  }
}

/** Loads the server until there are answers that are twice as old as what may be lost, and kills it then. */
async function killUnderLoad() {
  const answers: Answer[] = [];
  const discoveryIds: string[] = [];
  let killedAtMs = Number.NaN;
  let asked = 0;
  const next = () => {
    const who = customers[(asked += 1) % customers.length];
    if (!who) throw new Error('no customer');
    return who;
  };
  const killOnceOld = () => {
    const isOld = ({ atMs }: Answer) => Date.now() - atMs > 2 * LOST_MS;
    if (!Number.isNaN(killedAtMs) || discoveryIds.length < 2) return;
    if (!answers[100] || !isOld(answers[100])) return;
    killedAtMs = Date.now();
    server.process.kill('SIGKILL');
  };
  const workers = Array.from({ length: WORKERS }, () =>
    keepAsking(next, (answer) => {
      answers.push(answer);
      killOnceOld();
    }),
  );
  const discovering = keepDiscovering(next(), (id) => discoveryIds.push(id));
  await Promise.all([...workers, discovering]);
  await server.stop('SIGKILL');
  return { answers, discoveryIds, killedAtMs };
}

function onDisk<T>(sql: string): T[] {
  const db = new Database(join(dataDir, 'playground.db'), { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}

const countsOf = (sql: string) =>
  new Map(onDisk<{ id: string; n: number }>(sql).map(({ id, n }) => [id, n]));

describe('a server that is killed under load', () => {
  it('has every request in its usage that was answered more than a second before, and every charge in its ledger', async () => {
    const { answers, discoveryIds, killedAtMs } = await killUnderLoad();
    server = await start();

    const stored = countsOf('SELECT key_id AS id, count(*) AS n FROM usage_event GROUP BY key_id');
    const sums = countsOf(
      'SELECT key_id AS id, sum(requests) AS n FROM usage_daily GROUP BY key_id',
    );
    expect(sums).toEqual(stored);
    const old = Map.groupBy(
      answers.filter(({ atMs }) => atMs < killedAtMs - LOST_MS),
      ({ keyId }) => keyId,
    );
    const missing = [...old].filter(([id, { length }]) => (stored.get(id) ?? 0) < length);
    expect(old.size).toBeGreaterThan(100);
    expect(missing).toEqual([]);

    const charged = onDisk<{ id: string }>(
      `SELECT d.id FROM discovery d JOIN reservation r ON r.id = d.reservation_id WHERE r.state = 'committed'`,
    ).map(({ id }) => id);
    expect(charged).toEqual(expect.arrayContaining(discoveryIds));
    expect(onDisk('SELECT used, reserved FROM ledger')).toEqual([
      { used: charged.length, reserved: 0 },
    ]);
  });
});
