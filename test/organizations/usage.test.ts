import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Usage } from '../../shared/usage.ts';
import { UsageRecorder } from '../../server/gateway/usage-recorder.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { forgetUsage } from '../../server/organizations/forget-usage.ts';
import { StorageUnavailable } from '../../server/storage/port.ts';
import type { UsageEvent, UsageStorage } from '../../server/storage/port/usage.ts';
import { eventually } from '../support/eventually.ts';
import { heldScript } from '../support/scripted-engine.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

const DAY_MS = 24 * 3_600_000;
type Batch = Parameters<UsageStorage['recordUsage']>[0];

let service: TestService;
let accounts: StubAccounts;
let acme: Credentials;
let organizationId: OrganizationId;

beforeEach(async () => {
  accounts = new StubAccounts();
  service = await TestService.start({}, { accounts });
  acme = await service.liveKey();
  organizationId = trustId(acme.organizationId);
});
afterEach(() => service.stop());

const member = (): Credentials => ({
  apiKey: accounts.join(organizationId, 'member').token,
  organizationId,
});
const stored = () =>
  service.rows<{
    module: string;
    operation: string;
    status: number;
    discoveries: number;
    who: string;
  }>(
    `SELECT module, operation, status, discoveries, iif(key_id IS NULL, 'member', 'key') AS who
     FROM usage_event WHERE organization_id = ? ORDER BY id`,
    acme.organizationId,
  );

function event(change: Partial<UsageEvent> = {}): UsageEvent {
  return {
    organizationId,
    keyId: trustId('key'),
    userId: null,
    module: 'skanyr',
    operation: 'GET /x',
    status: 200,
    discoveries: 0,
    durationMs: 3,
    atMs: service.clock.now(),
    ...change,
  };
}

/** A recorder whose database is under the test's control. */
function recorder(write: (batch: Batch) => Promise<void>) {
  const batches: Batch[] = [];
  const logged: string[] = [];
  const log = (_details: object, message: string) => logged.push(message);
  const usage = new UsageRecorder({
    storage: {
      recordUsage: async (batch) => {
        await write(batch);
        batches.push(batch);
      },
    },
    log: { warn: log, error: log },
  });
  const sum = () =>
    batches.flatMap(({ totals }) => totals).reduce((all, { requests }) => all + requests, 0);
  const rows = () => batches.reduce((all, { events }) => all + events.length, 0);
  return { usage, batches, logged, sum, rows };
}

describe('usage', () => {
  it('records every admitted request with its route, status and charge, and never the URL it was sent to', async () => {
    await service.discover(acme, 'https://shop.example.com/');
    await service.discover(acme, 'https://shop.example.com/');
    await service.call(acme, 'POST', 'skanyr/discover', { url: 7 });
    await service.call(acme, 'GET', 'skanyr/jobs/nobody-knows');
    await service.call(member(), 'GET', 'usage');
    await service.close();
    const prefix = '/api/v1/organizations/:organization_id';
    const discover = { module: 'skanyr', operation: `POST ${prefix}/skanyr/discover`, who: 'key' };
    expect(stored()).toEqual([
      { ...discover, status: 200, discoveries: 1 },
      { ...discover, status: 200, discoveries: 0 },
      { ...discover, status: 400, discoveries: 0 },
      {
        module: 'skanyr',
        operation: `GET ${prefix}/skanyr/jobs/:discovery_id`,
        who: 'key',
        status: 404,
        discoveries: 0,
      },
      {
        module: 'organization',
        operation: `GET ${prefix}/usage`,
        who: 'member',
        status: 200,
        discoveries: 0,
      },
    ]);
  });

  it('records nothing of a request that the gateway refuses', async () => {
    const other = await service.liveKey();
    await service.call({ ...acme, apiKey: other.apiKey }, 'GET', 'skanyr/health');
    await service.close();
    expect(service.rows('SELECT * FROM usage_event')).toEqual([]);
  });

  it('records a stream whose client left, with the charge of the run as it ended', async () => {
    const held = heldScript();
    service.engine.script = held.script;
    const gone = httpRequest(
      `${service.url}/api/v1/organizations/${acme.organizationId}/skanyr/discover/stream`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${acme.apiKey}`,
          'x-kloakd-organization': acme.organizationId,
          'content-type': 'application/json',
        },
      },
    );
    gone.on('error', () => {});
    gone.end(JSON.stringify({ url: 'https://shop.example.com/' }));
    await eventually(() => service.engine.runs.length === 1);
    gone.destroy();
    await eventually(() => service.engine.runs[0]?.signal.aborted === true);
    await service.close();
    expect(stored().map(({ discoveries }) => discoveries)).toEqual([1]);
  });

  it('is answered by day, and by module, key and status, to members', async () => {
    await service.discover(acme, 'https://shop.example.com/');
    await service.call(acme, 'GET', 'skanyr/jobs/nobody-knows');
    service.clock.advance(DAY_MS);
    await service.call(acme, 'GET', 'skanyr/health');
    const who = member();
    const read = async (query: string): Promise<Usage> =>
      json(await service.call(who, 'GET', `usage?${query}`));
    await eventually(async () => (await read('')).total.requests > 2);
    const days = 'from=2026-11-24&to=2026-11-24';
    const part = async (split: string) =>
      (await read(`${days}&split=${split}`)).rows.map(({ part, requests, discoveries }) => [
        part,
        requests,
        discoveries,
      ]);
    expect(await part('none')).toEqual([['', 2, 1]]);
    expect(await part('module')).toEqual([['skanyr', 2, 1]]);
    expect(await part('status')).toEqual([
      ['2xx', 1, 1],
      ['4xx', 1, 0],
    ]);
    const keys = service.rows<{ id: string }>('SELECT id FROM api_key');
    expect(await part('key')).toEqual([[keys[0]?.id, 2, 1]]);
    const csv = await (await service.call(who, 'GET', `usage.csv?${days}&split=status`)).text();
    expect(csv.split('\r\n').map((line) => line.split(',').slice(0, 5).join(','))).toEqual([
      'day,part,label,requests,discoveries',
      '2026-11-24,2xx,2xx,1,1',
      '2026-11-24,4xx,4xx,1,0',
      '',
    ]);
  });

  it.each([
    'from=2026-02-30',
    'from=2026-11-24&to=2026-11-23',
    'from=2025-11-23&to=2026-11-24',
    'from=yesterday',
    'split=operation',
  ])('refuses %s', async (query) => {
    expect((await service.call(member(), 'GET', `usage?${query}`)).status).toBe(400);
  });

  it('never shows another organization’s requests', async () => {
    const other = await service.liveKey();
    await service.storage.recordUsage({
      totals: [
        {
          ...event({ organizationId: trustId(other.organizationId) }),
          day: '2026-11-24',
          statusClass: '2xx',
          requests: 5,
          lastUsedAtMs: 0,
        },
      ],
      events: [],
    });
    const usage: Usage = await json(await service.call(member(), 'GET', 'usage'));
    expect(usage.rows).toEqual([]);
  });

  it('reads no single request, however many there are', () => {
    const plan = service
      .rows<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT sum(requests) FROM usage_daily
         WHERE organization_id = 'a' AND day BETWEEN '2026-01-01' AND '2026-12-31' GROUP BY day`,
      )
      .map(({ detail }) => detail)
      .join();
    expect(plan).toMatch(
      /SEARCH usage_daily USING PRIMARY KEY \(organization_id=\? AND day>\? AND day<\?\)/,
    );
  });

  it('forgets single requests after 90 days and keeps their sums', async () => {
    const old = event({ atMs: service.clock.now() - 91 * DAY_MS });
    const events = [...Array.from({ length: 4_500 }, () => old), event()];
    await service.storage.recordUsage({
      events,
      totals: [{ ...old, day: '2026-08-25', statusClass: '2xx', requests: 4_500, lastUsedAtMs: 0 }],
    });
    await forgetUsage(service);
    expect(service.rows('SELECT at_ms FROM usage_event')).toEqual([{ at_ms: service.clock.now() }]);
    expect(service.rows('SELECT requests FROM usage_daily')).toEqual([{ requests: 4_500 }]);
  });

  it('is deleted with its organization, and what arrives late is left out without failing its batch', async () => {
    const other = trustId<OrganizationId>((await service.liveKey()).organizationId);
    const write = () =>
      service.storage.recordUsage({
        events: [event(), event({ organizationId: other })],
        totals: [organizationId, other].map((one) => ({
          ...event({ organizationId: one }),
          day: '2026-11-24',
          statusClass: '2xx',
          requests: 1,
          lastUsedAtMs: 0,
        })),
      });
    await write();
    const db = new Database(join(service.dir, 'test.db'));
    db.exec(`DELETE FROM api_key WHERE organization_id = '${organizationId}';
      DELETE FROM organization WHERE id = '${organizationId}'`);
    db.close();
    await write();
    const owners = (table: string) =>
      service.rows(`SELECT DISTINCT organization_id AS id FROM ${table}`);
    expect([owners('usage_event'), owners('usage_daily')]).toEqual([
      [{ id: other }],
      [{ id: other }],
    ]);
  });
});

describe('the recorder of usage', () => {
  it('fails no request when usage cannot be written, and writes it once the database is back', async () => {
    let isDown = true;
    const write = service.storage.recordUsage;
    service.storage.recordUsage = (batch) =>
      isDown ? Promise.reject(new StorageUnavailable('down')) : write(batch);
    for (let i = 0; i < 3; i += 1) {
      expect((await service.call(acme, 'GET', 'skanyr/health')).status).toBe(200);
    }
    await eventually(() =>
      service.logLines.join('').includes('usage was not stored and is tried again'),
    );
    isDown = false;
    await eventually(() => stored().length === 3);
    expect(service.rows('SELECT requests FROM usage_daily')).toEqual([{ requests: 3 }]);
  });

  it('writes a burst in small commits and gives other work a turn after each', async () => {
    let turns = 0;
    const { usage, batches, rows, sum } = recorder(async () => {
      await setImmediate();
      turns += 1;
    });
    for (let i = 0; i < 50_000; i += 1) usage.record(event());
    await usage.flush();
    expect(Math.max(...batches.map(({ events }) => events.length))).toBe(500);
    expect([rows(), sum(), turns]).toEqual([50_000, 50_000, 100]);
  });

  it('keeps the sums exact and says how many requests it did not store, past what memory may hold', async () => {
    const { usage, rows, sum, logged } = recorder(async () => {});
    for (let i = 0; i < 50_123; i += 1) usage.record(event());
    await usage.flush();
    expect([rows(), sum()]).toEqual([50_000, 50_123]);
    expect(logged).toEqual(['requests are in the sums of usage, but not stored by themselves']);
  });

  it('counts each request once, whatever arrives while a failed write is tried again', async () => {
    let failures = 3;
    const { usage, rows, sum } = recorder(async () => {
      await setImmediate();
      if (failures-- > 0) throw new StorageUnavailable('down');
    });
    for (let round = 0; round < 5; round += 1) {
      for (let i = 0; i < 700; i += 1) usage.record(event());
      const flushing = usage.flush();
      usage.record(event());
      await flushing;
    }
    await usage.flush();
    expect([rows(), sum()]).toEqual([3_505, 3_505]);
  });
});
