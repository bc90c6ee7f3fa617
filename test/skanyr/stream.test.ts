import { createParser } from 'eventsource-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscoveryEvent } from '../../shared/discovery.ts';
import type { Outcome } from '../../server/discovery/discover.ts';
import { finding } from '../support/scripted-engine.ts';
import { eventually } from '../support/eventually.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let visitor: Credentials;

beforeEach(async () => {
  service = await TestService.start();
  visitor = await service.visit();
});
afterEach(() => service.stop());

const URL_A = 'https://shop.example.com/';

const open = (headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${service.url}/api/v1/organizations/${visitor.organizationId}/skanyr/discover/stream`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${visitor.apiKey}`,
      'x-kloakd-organization': visitor.organizationId,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ url: URL_A }),
    ...(signal ? { signal } : {}),
  });

interface Line {
  id: string | undefined;
  event: DiscoveryEvent;
}

/** Reads events as they come; ends with the stream. */
async function* eventsOf(response: Response): AsyncGenerator<Line> {
  const lines: Line[] = [];
  const parser = createParser({
    onEvent: ({ id, data }) => lines.push({ id, event: JSON.parse(data) as DiscoveryEvent }),
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* lines.splice(0);
  }
}

async function all(response: Response): Promise<Line[]> {
  const lines = [];
  for await (const line of eventsOf(response)) lines.push(line);
  return lines;
}

/** A run that finds one endpoint and then goes on until the test ends it. */
function runThatGoesOn() {
  const end = Promise.withResolvers<Outcome>();
  let isStopped = false;
  service.engine.script = (input) => {
    const found = finding('/users');
    input.onEvent({ kind: 'found', finding: found });
    input.signal.addEventListener('abort', () => {
      isStopped = true;
      end.resolve({ kind: 'cancelled', findings: [found], requestsMade: 3 });
    });
    return end.promise;
  };
  return {
    fail: () => end.reject(new Error('The engine broke.')),
    finish: () =>
      end.resolve({
        kind: 'completed',
        findings: [finding('/users')],
        truncated: false,
        requestsMade: 3,
      }),
    isStopped: () => isStopped,
  };
}

describe('the stream', () => {
  it('tells the start, each endpoint and exactly one end, each with an id', async () => {
    const response = await open();
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('ratelimit')).toContain('"lifetime";r=9');
    const lines = await all(response);
    expect(lines.map(({ event }) => event.type)).toEqual([
      'started',
      'endpoint_found',
      'endpoint_found',
      'endpoint_found',
      'done',
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
    expect(lines[1]?.event).toMatchObject({
      endpoint_url: 'https://shop.example.com/users',
      api_type: 'rest',
    });
    expect(lines.at(-1)?.event.metadata).toMatchObject({
      total_endpoints: 3,
      charged: true,
      quota: { used: 1, remaining: 9 },
    });
  });

  it('sends an endpoint while the rest is still being looked for, and has charged it by then', async () => {
    const run = runThatGoesOn();
    const lines = eventsOf(await open());
    await lines.next();
    const { value } = await lines.next();
    expect(value).toMatchObject({ event: { type: 'endpoint_found' } });
    expect(service.rows('SELECT used, reserved FROM ledger')).toEqual([{ used: 1, reserved: 0 }]);
    run.finish();
    const rest = [];
    for await (const line of lines) rest.push(line.event.type);
    expect(rest).toEqual(['done']);
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('keeps what it sent where the rest fails: charged once, and the same under one Idempotency-Key', async () => {
    const run = runThatGoesOn();
    const lines = eventsOf(await open({ 'idempotency-key': 'k' }));
    await lines.next();
    await lines.next();
    run.fail();
    const rest = [];
    for await (const line of lines) rest.push(line.event);
    expect(rest).toMatchObject([
      { type: 'done', metadata: { total_endpoints: 1, truncated: true, charged: true } },
    ]);
    const again = await all(await open({ 'idempotency-key': 'k' }));
    expect(again.at(-1)?.event).toMatchObject({ type: 'done', metadata: { charged: false } });
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it.each([
    ['jobs/', ''],
    ['discover/', '/events'],
  ])('has charged what GET %s…%s shows of a run that goes on', async (before, after) => {
    const run = runThatGoesOn();
    const waiting = service.discover(visitor, URL_A);
    await eventually(() => service.engine.runs.length === 1);
    const [row] = service.rows<{ id: string }>('SELECT id FROM discovery');
    const shown = await service.call(visitor, 'GET', `skanyr/${before}${row?.id}${after}`);
    expect(await shown.text()).toContain('https://shop.example.com/users');
    expect(service.rows('SELECT used, reserved FROM ledger')).toEqual([{ used: 1, reserved: 0 }]);
    run.fail();
    expect(await json(await waiting)).toMatchObject({ charged: true, total: 1, truncated: true });
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('shows no endpoint of a run that was given back', async () => {
    const run = runThatGoesOn();
    const waiting = service.discover(visitor, URL_A);
    await eventually(() => service.engine.runs.length === 1);
    run.fail();
    expect((await waiting).status).toBe(500);
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
    const [row] = service.rows<{ id: string }>('SELECT id FROM discovery');
    const events = await service.call(visitor, 'GET', `skanyr/discover/${row?.id}/events`);
    expect(await events.text()).not.toContain('https://shop.example.com/users');
  });

  it('stops the work when the client goes away, and charges it', async () => {
    const run = runThatGoesOn();
    const leaving = new AbortController();
    const lines = eventsOf(await open({}, leaving.signal));
    await lines.next();
    leaving.abort();
    await eventually(run.isStopped);
    await eventually(async () => (await service.quota(visitor)).reserved === 0);
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
    expect(service.rows('SELECT status FROM discovery')).toEqual([{ status: 'cancelled' }]);
  });

  it('goes on for a client that comes back with the same Idempotency-Key, from where it was', async () => {
    const run = runThatGoesOn();
    const leaving = new AbortController();
    const first = eventsOf(await open({ 'idempotency-key': 'k' }, leaving.signal));
    await first.next();
    leaving.abort();
    const second = eventsOf(await open({ 'idempotency-key': 'k', 'last-event-id': '1' }));
    const { value } = await second.next();
    expect(value).toMatchObject({ id: '2', event: { type: 'endpoint_found' } });
    run.finish();
    const rest = [];
    for await (const line of second) rest.push(line.event);
    expect(rest).toMatchObject([
      { type: 'done', metadata: { charged: false, quota: { used: 1 } } },
    ]);
    expect(run.isStopped()).toBe(false);
    expect(service.engine.runs).toHaveLength(1);
  });

  it('ends for a client that claims to have had more events than there are', async () => {
    const run = runThatGoesOn();
    const first = eventsOf(await open({ 'idempotency-key': 'k' }));
    await first.next();
    const second = all(await open({ 'idempotency-key': 'k', 'last-event-id': '9999999' }));
    run.finish();
    expect((await second).at(-1)?.event.type).toBe('done');
    await first.return(undefined);
  });

  it('replays a stored discovery, uncharged', async () => {
    await all(await open());
    const again = await all(await open());
    expect(again.map(({ event }) => event.type)).toEqual([
      'started',
      'endpoint_found',
      'endpoint_found',
      'endpoint_found',
      'done',
    ]);
    expect(again.at(-1)?.event.metadata).toMatchObject({ charged: false, quota: { used: 1 } });
  });

  it('ends with an error that says it was not charged where the target is not reached', async () => {
    service.engine.script = async () => ({
      kind: 'unreachable',
      stage: 'tls',
      detail: 'The certificate of shop.example.com has expired.',
    });
    const lines = await all(await open());
    expect(lines.at(-1)?.event).toMatchObject({
      type: 'error',
      metadata: { code: 'target_unreachable', stage: 'tls', charged: false },
    });
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('answers an error of the contract instead of a stream where nothing begins', async () => {
    for (let i = 0; i < 10; i += 1) await service.discover(visitor, `${URL_A}${i}`);
    const response = await open();
    expect(await json(response)).toMatchObject({ status: 429, code: 'lifetime_quota_exhausted' });
  });

  it('is read again as a stream or as JSON from a stored discovery', async () => {
    await all(await open());
    const [row] = service.rows<{ id: string }>('SELECT id FROM discovery');
    const path = `skanyr/discover/${row?.id}/events`;
    const stream = await service.call(visitor, 'GET', path, undefined, {
      accept: 'text/event-stream',
      'last-event-id': '3',
    });
    expect((await all(stream)).map(({ id }) => id)).toEqual(['4', '5']);
  });

  it('is the same list as JSON, with the same numbers, while it runs and when it has ended', async () => {
    const run = runThatGoesOn();
    const lines = eventsOf(await open());
    const started = (await lines.next()).value;
    await lines.next();
    const path = `skanyr/discover/${String(started?.event.metadata['discovery_id'])}/events`;
    const list = async () =>
      (await json<{ events: object[] }>(await service.call(visitor, 'GET', path))).events;
    expect(await list()).toMatchObject([
      { id: 1, type: 'started' },
      { id: 2, type: 'endpoint_found' },
    ]);
    run.finish();
    for await (const _ of lines);
    const stream = await service.call(visitor, 'GET', path, undefined, {
      accept: 'text/event-stream',
    });
    const streamed = (await all(stream)).map(({ id, event }) => ({ ...event, id: Number(id) }));
    expect(streamed.at(-1)).toMatchObject({ id: 3, type: 'done', metadata: { charged: false } });
    expect(await list()).toEqual(streamed);
  });

  it('gives back what runs when the service shuts down, and says so', async () => {
    const end = Promise.withResolvers<Outcome>();
    service.engine.script = (input) => {
      input.signal.addEventListener('abort', () =>
        end.resolve({ kind: 'cancelled', findings: [], requestsMade: 0 }),
      );
      return end.promise;
    };
    const waiting = service.discover(visitor, URL_A);
    await eventually(() => service.engine.runs.length === 1);
    const ledger = () => service.rows('SELECT used, reserved FROM ledger');
    expect(ledger()).toEqual([{ used: 0, reserved: 1 }]);
    const closing = service.close();
    expect(await json(await waiting)).toMatchObject({ status: 503, code: 'interrupted' });
    await closing;
    expect(ledger()).toEqual([{ used: 0, reserved: 0 }]);
  });
});
