import { afterEach, describe, expect, it } from 'vitest';
import { arrive } from '../support/arrivals.ts';
import { fingerprint } from '../support/components.ts';
import { json, solve, TestService } from '../support/service.ts';
import type { Challenge } from '../../shared/playground.ts';

let service: TestService;
const start = async (environment: Record<string, string>) => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1', ...environment });
};
afterEach(() => service.stop());

const from = (address: string) => ({ 'x-forwarded-for': address });
const ask = (address: string, variant = 'a', more: object = {}) =>
  service.postKeys({ fingerprint: fingerprint(variant), ...more }, from(address));
/** Noon on the test's day. */
const UNTIL_MIDNIGHT_SECONDS = 12 * 3600;

/** From a network each, so that only the global budget counts. */
async function arriveEverywhere(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await arrive(service, `198.18.${i}.1`, 1);
}

const priceOf = async (address: string) => {
  const { challenge } = await json<{ challenge: Challenge }>(await ask(address));
  return Number(challenge.parameters.data?.paid_derivations);
};

describe('the daily budget of new visitors', () => {
  it('turns new visitors away once it is spent, until the UTC day ends', async () => {
    await start({ PLAYGROUND_DAILY_VISITORS: '20' });
    await arriveEverywhere(20);
    const response = await ask('203.0.113.1');
    expect(await json(response)).toMatchObject({
      status: 503,
      code: 'overloaded',
      retry_after: UNTIL_MIDNIGHT_SECONDS,
    });
    expect(response.headers.get('retry-after')).toBe(String(UNTIL_MIDNIGHT_SECONDS));
    service.clock.advance(UNTIL_MIDNIGHT_SECONDS * 1000);
    expect((await ask('203.0.113.1')).status).toBe(428);
  });

  it('never concerns a visitor who comes back', async () => {
    await start({ PLAYGROUND_DAILY_VISITORS: '20' });
    const first = await service.visit(fingerprint('a'), from('203.0.113.1'));
    await arriveEverywhere(19);
    const byPair = await ask('203.0.113.1', 'a');
    const byCookie = await service.postKeys(
      { fingerprint: fingerprint('updated') },
      { ...from('192.0.2.1'), cookie: first.cookie ?? '' },
    );
    expect([byPair.status, byCookie.status]).toEqual([201, 201]);
    expect((await service.discover(first, 'https://example.com/')).status).toBe(200);
  });

  it('is not passed by challenges that were given out before it was spent', async () => {
    await start({ PLAYGROUND_DAILY_VISITORS: '20' });
    const { challenge } = await json<{ challenge: Challenge }>(await ask('203.0.113.1'));
    const proof = await solve(challenge);
    await arriveEverywhere(20);
    expect((await ask('203.0.113.1', 'a', { proof })).status).toBe(503);
    expect(service.rows('SELECT * FROM visitor')).toHaveLength(20);
  });

  it('raises the price slowly from its half on, by four at most', async () => {
    await start({ PLAYGROUND_DAILY_VISITORS: '40' });
    const prices = [await priceOf('203.0.113.1')];
    await arriveEverywhere(20);
    prices.push(await priceOf('203.0.113.1'));
    for (let i = 20; i < 39; i += 1) await arrive(service, `198.18.${i}.1`, 1);
    prices.push(await priceOf('203.0.113.1'));
    const [fresh, half, nearly] = prices;
    expect(half).toBe(fresh);
    expect(nearly).toBeGreaterThan(Number(fresh));
    expect(nearly).toBeLessThanOrEqual(4 * Number(fresh));
  });
});

describe('the daily budget of anonymous discoveries', () => {
  const page = (number: number) => `https://shop.example.com/${number}`;

  it('stops them with 503, uncharged, and lets them go on the next day', async () => {
    await start({ PLAYGROUND_DAILY_DISCOVERIES: '2' });
    const one = await service.visit(fingerprint('a'), from('203.0.113.1'));
    const two = await service.visit(fingerprint('b'), from('203.0.113.2'));
    await service.discover(one, page(1));
    await service.discover(two, page(1));
    const third = await service.discover(two, page(2));
    expect(await json(third)).toMatchObject({
      status: 503,
      code: 'overloaded',
      charged: false,
      retry_after: UNTIL_MIDNIGHT_SECONDS,
    });
    expect(await service.quota(two)).toMatchObject({ used: 1, reserved: 0 });
    service.clock.advance(UNTIL_MIDNIGHT_SECONDS * 1000);
    expect((await service.discover(two, page(2))).status).toBe(200);
  });

  it('is never passed by discoveries that come at once', async () => {
    await start({ PLAYGROUND_DAILY_DISCOVERIES: '4' });
    const who = await service.visit(fingerprint('a'), from('203.0.113.1'));
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, i) => service.discover(who, page(i))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(5);
  });

  it('is not used up by what was given back', async () => {
    await start({ PLAYGROUND_DAILY_DISCOVERIES: '2' });
    const who = await service.visit(fingerprint('a'), from('203.0.113.1'));
    const found = service.engine.script;
    service.engine.script = async () => ({ kind: 'unreachable', stage: 'dns', detail: 'No.' });
    for (let i = 0; i < 5; i += 1) expect((await service.discover(who, page(i))).status).toBe(502);
    service.engine.script = found;
    expect((await service.discover(who, page(9))).status).toBe(200);
  });

  it('leaves stored results and live keys alone', async () => {
    await start({ PLAYGROUND_DAILY_DISCOVERIES: '1' });
    const who = await service.visit(fingerprint('a'), from('203.0.113.1'));
    await service.discover(who, page(1));
    expect((await service.discover(who, page(1))).status).toBe(200);
    const live = await service.liveKey();
    for (let i = 0; i < 3; i += 1) expect((await service.discover(live, page(i))).status).toBe(200);
  });
});
