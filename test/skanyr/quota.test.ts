import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DiscoverResponse } from '../../shared/discovery.ts';
import { heldScript } from '../support/scripted-engine.ts';
import { eventually } from '../support/eventually.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let visitor: Credentials;

beforeEach(async () => {
  service = await TestService.start();
  visitor = await service.visit();
});
afterEach(() => service.stop());

const page = (number: number) => `https://shop.example.com/${number}`;

describe('the lifetime quota', () => {
  it('runs exactly ten of two hundred discoveries that come at once', async () => {
    const held = heldScript();
    service.engine.script = held.script;
    const answers = Array.from({ length: 200 }, (_, i) => service.discover(visitor, page(i)));
    let answered = 0;
    for (const answer of answers) void answer.then(() => (answered += 1));
    // The refused ones answer while the ten still run.
    await eventually(() => answered === 190 && service.engine.runs.length === 10);
    expect(quotaOnDisk()).toEqual([{ used: 0, reserved: 10 }]);
    held.release();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(190);
    expect(service.engine.runs).toHaveLength(10);
    expect(quotaOnDisk()).toEqual([{ used: 10, reserved: 0 }]);
  });

  it('answers the eleventh with the way to upgrade and nothing to wait for', async () => {
    for (let i = 0; i < 10; i += 1) await service.discover(visitor, page(i));
    const response = await service.discover(visitor, page(11));
    const body = await json(response);
    expect(body).toMatchObject({
      error: 'RateLimitError',
      code: 'lifetime_quota_exhausted',
      status: 429,
      retry_after: 0,
      upgrade_url: `${service.url}/upgrade`,
      charged: false,
    });
    expect(body).not.toHaveProperty('reset_at');
    expect(response.headers.has('retry-after')).toBe(false);
    expect(response.headers.get('ratelimit')).toContain('"lifetime";r=0');
  });

  it('charges a discovery once, and its further pages nothing', async () => {
    const first = await json<DiscoverResponse>(
      await service.call(visitor, 'POST', 'skanyr/discover', { url: page(1), limit: 2 }),
    );
    expect(first).toMatchObject({
      success: true,
      total: 3,
      has_more: true,
      charged: true,
      quota: { limit: 10, used: 1, reserved: 0, remaining: 9 },
    });
    const second = await json<DiscoverResponse>(
      await service.call(visitor, 'POST', 'skanyr/discover', { url: page(1), limit: 2, offset: 2 }),
    );
    expect(second).toMatchObject({ has_more: false, charged: false, quota: { used: 1 } });
    expect(second.endpoints).toHaveLength(1);
    expect(second.discovery_id).toBe(first.discovery_id);
    expect(service.engine.runs).toHaveLength(1);
  });

  it('runs the same URL anew after an hour', async () => {
    await service.discover(visitor, page(1));
    service.clock.advance(3_600_001);
    await service.discover(visitor, page(1));
    expect(await service.quota(visitor)).toMatchObject({ used: 2 });
  });

  it('answers a repeated Idempotency-Key with the first result, uncharged, even while it runs', async () => {
    const held = heldScript();
    service.engine.script = held.script;
    const both = [1, 2].map(() =>
      service.discover(visitor, page(1), { 'idempotency-key': 'one and the same' }),
    );
    await eventually(() => service.engine.runs.length === 1);
    held.release();
    const bodies = await Promise.all(both.map(async (r) => json<DiscoverResponse>(await r)));
    expect(bodies.map(({ charged }) => charged).toSorted()).toEqual([false, true]);
    expect(bodies[0]?.discovery_id).toBe(bodies[1]?.discovery_id);
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('refuses an Idempotency-Key that comes with another request', async () => {
    await service.discover(visitor, page(1), { 'idempotency-key': 'k' });
    const response = await service.discover(visitor, page(2), { 'idempotency-key': 'k' });
    expect(await json(response)).toMatchObject({ status: 400, code: 'idempotency_key_reused' });
  });

  it('gives back what could not be reached, and says where it failed', async () => {
    service.engine.script = async () => ({
      kind: 'unreachable',
      stage: 'dns',
      detail: 'The name shop.example.com does not exist.',
    });
    const response = await service.discover(visitor, page(1));
    expect(await json(response)).toMatchObject({
      status: 502,
      error: 'UpstreamError',
      code: 'target_unreachable',
      stage: 'dns',
      charged: false,
    });
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('runs no more than 120 an hour whose targets are not reached, since those cost nothing', async () => {
    await service.discover(visitor, page(500));
    service.engine.script = async () => ({ kind: 'unreachable', stage: 'timeout', detail: 'No.' });
    for (let i = 0; i < 120; i += 1) {
      // A fresh short window, so that this one answers.
      if (i % 50 === 0) service.clock.advance(61_000);
      expect((await service.discover(visitor, page(i))).status).toBe(502);
    }
    service.clock.advance(61_000);
    const refused = await service.discover(visitor, page(120));
    expect(await json(refused)).toMatchObject({
      status: 429,
      code: 'rate_limited',
      charged: false,
    });
    expect(service.engine.runs).toHaveLength(121);
    // What is stored can be had all the same.
    expect((await service.discover(visitor, page(500))).status).toBe(200);
    service.clock.advance(3_600_000);
    expect((await service.discover(visitor, page(121))).status).toBe(502);
  });

  it('gives back what was refused only after a redirect', async () => {
    service.engine.script = async () => ({
      kind: 'refused',
      code: 'private_address',
      detail: 'It redirects to a private network.',
    });
    const response = await service.discover(visitor, page(1));
    expect(await json(response)).toMatchObject({ status: 422, charged: false });
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('charges a retry of a charged discovery, and a retry of a refunded one only when it succeeds', async () => {
    const fail: typeof service.engine.script = async () => ({
      kind: 'unreachable',
      stage: 'connect',
      detail: 'No.',
    });
    const succeed = service.engine.script;
    service.engine.script = fail;
    await service.discover(visitor, page(1));
    const [failed] = service.rows<{ id: string }>('SELECT id FROM discovery');
    await service.call(visitor, 'POST', 'skanyr/retry', { discovery_id: failed?.id });
    expect(await service.quota(visitor)).toMatchObject({ used: 0 });
    service.engine.script = succeed;
    await service.call(visitor, 'POST', 'skanyr/retry', { discovery_id: failed?.id });
    expect(await service.quota(visitor)).toMatchObject({ used: 1 });
    const { discovery_id: done } = await json<DiscoverResponse>(
      await service.discover(visitor, page(1)),
    );
    await service.call(visitor, 'POST', 'skanyr/retry', { discovery_id: done });
    expect(await service.quota(visitor)).toMatchObject({ used: 2 });
  });

  it('answers 503 when all slots are taken and the line is full, uncharged', async () => {
    const held = heldScript();
    service.engine.script = held.script;
    const live = await Promise.all(Array.from({ length: 8 }, () => service.liveKey()));
    const running = live.flatMap((who) =>
      Array.from({ length: 8 }, (_, i) => service.discover(who, page(i))),
    );
    await eventually(
      () => service.rows("SELECT id FROM reservation WHERE state = 'reserved'").length === 64,
    );
    const response = await service.discover(visitor, page(1));
    expect(await json(response)).toMatchObject({ status: 503, code: 'overloaded', charged: false });
    expect(response.headers.get('retry-after')).toBe('5');
    expect(service.engine.runs).toHaveLength(32);
    // Each that ends makes room for the next in line.
    const releasing = setInterval(held.release, 5);
    const statuses = (await Promise.all(running)).map(({ status }) => status);
    clearInterval(releasing);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(service.engine.runs).toHaveLength(64);
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('gives back a hierarchy of which nothing was read when the time was over', async () => {
    const begun = Promise.withResolvers<void>();
    service.engine.readHierarchy = (_url, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
        begun.resolve();
      });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const waiting = service.call(visitor, 'POST', 'skanyr/hierarchy', { url: page(1) });
    await begun.promise;
    vi.advanceTimersByTime(24_000);
    expect(await json(await waiting)).toMatchObject({ status: 503, code: 'overloaded' });
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('lets an Idempotency-Key run again where its first run was given back', async () => {
    const succeed = service.engine.script;
    service.engine.script = async () => ({ kind: 'unreachable', stage: 'dns', detail: 'No.' });
    const key = { 'idempotency-key': 'k' };
    expect((await service.discover(visitor, page(1), key)).status).toBe(502);
    service.engine.script = succeed;
    expect((await service.discover(visitor, page(1), key)).status).toBe(200);
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('charges a live key to its plan’s month', async () => {
    const live = await service.liveKey();
    const response = await service.discover(live, page(1));
    expect(await json(response)).toMatchObject({ quota: { limit: 1000, used: 1, remaining: 999 } });
    expect(response.headers.get('ratelimit-policy')).toContain('"monthly";q=1000;w=2592000');
  });

  it('charges one discovery each for a bundle, a hierarchy and a page, and none to look at them again', async () => {
    const url = page(1);
    const bundle = await service.call(visitor, 'POST', 'skanyr/analyze-bundle', { url });
    expect(await json(bundle)).toMatchObject({ total: 3, charged: true });
    const tree = await json<{ root: { node_id: string }; children: { node_id: string }[] }>(
      await service.call(visitor, 'POST', 'skanyr/hierarchy', { url }),
    );
    const view = await service.call(visitor, 'POST', 'skanyr/reader-view', { url });
    expect(await json(view)).toMatchObject({ content: '# Home', quota: { used: 3 } });
    const expanded = await service.call(visitor, 'POST', 'skanyr/expand-node', {
      node_id: tree.children[0]?.node_id,
    });
    expect(await json(expanded)).toMatchObject({
      children: [{ title: 'Tea', has_children: false }],
    });
    const stranger = await service.liveKey();
    const stolen = await service.call(stranger, 'POST', 'skanyr/expand-node', {
      node_id: tree.children[0]?.node_id,
    });
    expect(stolen.status).toBe(404);
    expect(await service.quota(visitor)).toMatchObject({ used: 3, reserved: 0 });
  });

  function quotaOnDisk() {
    return service.rows('SELECT used, reserved FROM ledger');
  }
});

describe('what is stored', () => {
  it('is read as a job, as events, as a map and by page', async () => {
    const done = await json<DiscoverResponse>(await service.discover(visitor, page(1)));
    const job = await service.call(visitor, 'GET', `skanyr/jobs/${done.discovery_id}`);
    expect(await json(job)).toMatchObject({
      job_id: done.discovery_id,
      status: 'completed',
      total: 3,
      charged: true,
    });
    const events = await json<{ events: { type: string }[] }>(
      await service.call(visitor, 'GET', `skanyr/discover/${done.discovery_id}/events`),
    );
    expect(events.events.map(({ type }) => type)).toEqual([
      'started',
      'endpoint_found',
      'endpoint_found',
      'endpoint_found',
      'done',
    ]);
    const map = await service.call(visitor, 'GET', `skanyr/api-map/${done.artifact_id}`);
    expect(await json(map)).toMatchObject({
      total_endpoints: 3,
      tree: {
        children: [
          {
            segment: 'https://shop.example.com',
            children: [
              { segment: 'users', endpoints: [0], children: [{ segment: '{id}', endpoints: [1] }] },
              { segment: 'orders', endpoints: [2] },
            ],
          },
        ],
      },
    });
    const document = await service.call(
      visitor,
      'GET',
      `skanyr/api-map/${done.artifact_id}?format=openapi`,
    );
    const verdict = await new Validator().validate(await json<Record<string, unknown>>(document));
    expect(verdict).toMatchObject({ valid: true });
    const detected = await service.call(
      visitor,
      'GET',
      `skanyr/detected-apis?page_url=${encodeURIComponent(page(1))}`,
    );
    expect(await json(detected)).toMatchObject({ total: 3 });
  });
});
