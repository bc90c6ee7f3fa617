import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../shared/errors.ts';
import type { Challenge, CreateKeyResponse } from '../../shared/playground.ts';
import { fingerprint } from '../support/components.ts';
import { eventually } from '../support/eventually.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { json, solve } from '../support/service.ts';
import { startSlowSite } from '../support/slow-site.ts';

let site: Awaited<ReturnType<typeof startSlowSite>>;
let dataDir: string;
let server: ServerProcess;

beforeEach(async () => {
  site = await startSlowSite();
  dataDir = newDataDir();
  server = await start();
});
afterEach(async () => {
  await server.stop('SIGKILL');
  await site.close();
  removeDataDir(dataDir);
});

const start = () =>
  startServer({ ALLOWED_PRIVATE_TARGETS: site.target, DEMO_SITE: 'off' }, dataDir);

async function becomeVisitor(): Promise<CreateKeyResponse> {
  const post = (body: object) =>
    fetch(`${server.url}/api/v1/playground/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const asked = await json<ErrorBody & { challenge: Challenge }>(
    await post({ fingerprint: fingerprint() }),
  );
  const proof = await solve(asked.challenge);
  return json(await post({ fingerprint: fingerprint(), proof }));
}

function call(visitor: CreateKeyResponse, method: string, path: string, body?: object) {
  return fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${visitor.api_key}`,
      'x-kloakd-organization': visitor.organization_id,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

function onDisk<T>(sql: string): T[] {
  const db = new Database(join(dataDir, 'playground.db'), { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}

const discover = (visitor: CreateKeyResponse, path: string) =>
  call(visitor, 'POST', `organizations/${visitor.organization_id}/skanyr/discover`, {
    url: `${site.url}/${path}`,
    max_requests: 3,
  });

describe('a server that is killed in the middle of ten discoveries', () => {
  it('has charged or given back each of them once, after its restart', async () => {
    const visitor = await becomeVisitor();
    const calls = Array.from({ length: 10 }, (_, page) =>
      discover(visitor, `slow/${page}`).catch(() => null),
    );
    await eventually(
      () => onDisk<{ reserved: number }>('SELECT reserved FROM ledger')[0]?.reserved === 10,
    );
    await server.stop('SIGKILL');
    await Promise.all(calls);
    expect(onDisk('SELECT used, reserved FROM ledger')).toEqual([{ used: 0, reserved: 10 }]);

    server = await start();
    const quota = await call(visitor, 'GET', 'playground/quota');
    expect(await quota.json()).toEqual({ limit: 10, used: 0, reserved: 0, remaining: 10 });
    const reservations = onDisk('SELECT state, count(*) AS n FROM reservation GROUP BY state');
    expect(reservations).toEqual([{ state: 'refunded', n: 10 }]);

    // A second restart gives nothing back again.
    await server.stop('SIGKILL');
    server = await start();
    const again = await call(visitor, 'GET', 'playground/quota');
    expect(await again.json()).toMatchObject({ used: 0, reserved: 0 });
  });
});

describe('a real server under two hundred parallel discoveries on a new key', () => {
  it('runs exactly ten and answers 429 to the rest', async () => {
    const visitor = await becomeVisitor();
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, page) => {
        const response = await discover(visitor, `quick/${page}`);
        await response.body?.cancel();
        return response.status;
      }),
    );
    expect(answers.filter((status) => status === 200)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(190);
    const [ledger] = onDisk<{ used: number; reserved: number }>(
      'SELECT used, reserved FROM ledger',
    );
    expect(ledger).toEqual({ used: 10, reserved: 0 });
  }, 60_000);
});
