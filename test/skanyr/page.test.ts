import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscoverResponse } from '../../shared/discovery.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let visitor: Credentials;
beforeEach(async () => {
  service = await TestService.start();
  visitor = await service.visit();
});
afterEach(() => service.stop());

const url = 'https://shop.example.com/shop';
const ask = (headers: Record<string, string> = {}, target = url) =>
  service.call(visitor, 'POST', 'skanyr/discover-page/live', { url: target }, headers);
const STREAM = { accept: 'text/event-stream' };

const eventsOf = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(
    ([, data = '']) => JSON.parse(data) as { type: string; metadata: Record<string, unknown> },
  );

describe('a discovery of one page', () => {
  it('asks the engine for the page only, and costs one discovery', async () => {
    const answer = await json<DiscoverResponse>(await ask());
    expect(answer).toMatchObject({ url, total: 3, has_more: false, charged: true });
    expect(service.engine.runs).toMatchObject([{ isPage: true }]);
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('is answered from storage within the hour, as JSON and as a stream, uncharged', async () => {
    await ask();
    expect(await json(await ask())).toMatchObject({ charged: false });
    const done = eventsOf(await (await ask(STREAM)).text()).at(-1);
    expect(done).toMatchObject({ type: 'done', metadata: { charged: false } });
    expect(service.engine.runs).toHaveLength(1);
    expect(await service.quota(visitor)).toMatchObject({ used: 1 });
  });

  it('is another request than a discovery of the same URL', async () => {
    await ask();
    expect(await json(await service.discover(visitor, url))).toMatchObject({ charged: true });
    expect(await service.quota(visitor)).toMatchObject({ used: 2 });
  });

  it('gives a repeated Idempotency-Key the first result, and refuses it for another request', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await json<DiscoverResponse>(await ask(key));
    service.clock.advance(2 * 3_600_000);
    expect(await json(await ask(key))).toMatchObject({
      discovery_id: first.discovery_id,
      charged: false,
    });
    const other = await ask(key, 'https://shop.example.com/other');
    expect(await json(other)).toMatchObject({ status: 400, code: 'idempotency_key_reused' });
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('is refused without a charge once the quota is used, as JSON and as a stream', async () => {
    for (let index = 0; index < 10; index += 1) await ask({}, `${url}/${index}`);
    for (const headers of [{}, STREAM]) {
      const refused = await ask(headers, `${url}/11`);
      expect(refused.headers.get('content-type')).toContain('application/json');
      expect(await json(refused)).toMatchObject({ code: 'lifetime_quota_exhausted' });
    }
    expect(await service.quota(visitor)).toMatchObject({ used: 10, reserved: 0 });
  });

  it('costs nothing where the page may not be asked or does not answer', async () => {
    expect(await json(await ask({}, 'http://10.0.0.1/'))).toMatchObject({
      status: 422,
      charged: false,
    });
    service.engine.script = async () => ({ kind: 'unreachable', stage: 'dns', detail: 'No host.' });
    expect(await json(await ask())).toMatchObject({ status: 502, stage: 'dns', charged: false });
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('is run as a page again by a retry', async () => {
    const { discovery_id } = await json<DiscoverResponse>(await ask());
    await service.call(visitor, 'POST', 'skanyr/retry', { discovery_id });
    expect(service.engine.runs).toMatchObject([{ isPage: true }, { isPage: true }]);
  });

  it('has an API map, and is found by its page', async () => {
    const { artifact_id } = await json<DiscoverResponse>(await ask());
    const map = await service.call(visitor, 'GET', `skanyr/api-map/${artifact_id}`);
    expect(await json(map)).toMatchObject({ total_endpoints: 3 });
    const path = `skanyr/detected-apis?page_url=${encodeURIComponent(url)}`;
    expect(await json(await service.call(visitor, 'GET', path))).toMatchObject({ total: 3 });
  });
});

describe('the stream of one page', () => {
  it('is that of a discovery, and goes on by the discovery’s events', async () => {
    const response = await ask(STREAM);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = eventsOf(await response.text());
    const found = ['endpoint_found', 'endpoint_found', 'endpoint_found'];
    expect(events.map(({ type }) => type)).toEqual(['started', ...found, 'done']);
    const path = `skanyr/discover/${String(events[0]?.metadata['discovery_id'])}/events`;
    const rest = await service.call(visitor, 'GET', path, undefined, {
      ...STREAM,
      'last-event-id': '4',
    });
    expect(eventsOf(await rest.text()).map(({ type }) => type)).toEqual(['done']);
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('ends with an error that says why, and costs nothing, where the page does not answer', async () => {
    service.engine.script = async () => ({ kind: 'unreachable', stage: 'tls', detail: 'No TLS.' });
    const events = eventsOf(await (await ask(STREAM)).text());
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      metadata: { code: 'target_unreachable', stage: 'tls', charged: false },
    });
    expect(await service.quota(visitor)).toMatchObject({ used: 0, reserved: 0 });
  });
});
