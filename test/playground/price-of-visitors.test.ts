import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../shared/errors.ts';
import type { Challenge } from '../../shared/playground.ts';
import { arrive } from '../support/arrivals.ts';
import { fingerprint } from '../support/components.ts';
import { json, solve, TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterEach(() => service.stop());

const FLOOR = 3;
const HOUR_MS = 3_600_000;
const from = (address: string) => ({ 'x-forwarded-for': address });

function ask(
  address: string,
  variant = 'a',
  more: object = {},
  headers: Record<string, string> = {},
) {
  return service.postKeys(
    { fingerprint: fingerprint(variant), ...more },
    { ...from(address), ...headers },
  );
}

async function challengeOf(response: Response): Promise<Challenge> {
  const body = await json<ErrorBody & { challenge: Challenge }>(response);
  expect(body).toMatchObject({ status: 428, code: 'proof_required' });
  return body.challenge;
}

/** Expected derivations of the challenge that a stranger at this address gets. */
async function priceAt(address: string, headers: Record<string, string> = {}): Promise<number> {
  const { parameters } = await challengeOf(await ask(address, 'a', {}, headers));
  return Number(parameters.data?.paid_derivations);
}

describe('the price of a new visitor', () => {
  it('is the floor for a household and an office, and rises past them', async () => {
    await arrive(service, '203.0.113.1', 20);
    expect(await priceAt('203.0.113.1')).toBe(FLOOR);
    await arrive(service, '203.0.113.1', 40);
    const atSixty = await priceAt('203.0.113.1');
    expect(atSixty).toBeGreaterThan(10 * FLOOR);
    await arrive(service, '203.0.113.1', 40);
    expect(await priceAt('203.0.113.1')).toBeGreaterThan(4 * atSixty);
  });

  // From each network fewer than its own allowance, but for the /64, which is one network.
  it.each([
    ['an IPv4 /24', 90, 3, (i: number) => `203.0.113.${i}`, '203.0.113.250', '198.51.100.1'],
    [
      'an IPv6 /64',
      60,
      1,
      (i: number) => `2001:db8:1:1::${i}`,
      '2001:db8:1:1:9::9',
      '2001:db8:2::',
    ],
    ['an IPv6 /56', 90, 3, (i: number) => `2001:db8:1:${i}::1`, '2001:db8:1:fe::1', '2001:db8:2::'],
    [
      'an IPv6 /48',
      90,
      6,
      (i: number) => `2001:db8:1:${i}00::1`,
      '2001:db8:1:ff::',
      '2001:db8:2::',
    ],
  ])(
    'counts all of %s, and nothing beyond it',
    async (_what, networks, each, addressOf, inside, outside) => {
      for (let i = 1; i <= networks; i += 1) await arrive(service, addressOf(i), each);
      expect(await priceAt(inside)).toBeGreaterThan(FLOOR);
      expect(await priceAt(outside)).toBe(FLOOR);
    },
  );

  it('falls again: a count halves in a day', async () => {
    await arrive(service, '203.0.113.1', 90);
    const before = await priceAt('203.0.113.1');
    service.clock.advance(24 * HOUR_MS);
    await arrive(service, '198.51.100.1', 45);
    const after = await priceAt('203.0.113.1');
    expect(after).toBe(await priceAt('198.51.100.1'));
    expect(after).toBeGreaterThan(FLOOR);
    expect(before).toBeGreaterThan(10 * after);
  });

  it('is 429 past the ceiling, with the time when the price is back under it', async () => {
    await arrive(service, '203.0.113.1', 200);
    const response = await ask('203.0.113.1');
    const body = await json(response);
    expect(body).toMatchObject({
      status: 429,
      code: 'too_many_new_visitors',
      error: 'RateLimitError',
      upgrade_url: `${service.url}/upgrade`,
    });
    const retryAfter = Number(body.retry_after);
    expect(response.headers.get('retry-after')).toBe(String(retryAfter));
    service.clock.advance((retryAfter - 60) * 1000);
    expect((await ask('203.0.113.1')).status).toBe(429);
    service.clock.advance(60_000);
    expect((await ask('203.0.113.1')).status).toBe(428);
  });

  it('does not concern a visitor who comes back, even past the ceiling', async () => {
    const first = await service.visit(fingerprint('a'), from('203.0.113.1'));
    await arrive(service, '203.0.113.1', 200);
    const byPair = await ask('203.0.113.1', 'a');
    const byCookie = await ask('203.0.113.1', 'updated', {}, { cookie: first.cookie ?? '' });
    expect([byPair.status, byCookie.status]).toEqual([201, 201]);
  });

  it('is not raised by requests that make no visitor', async () => {
    for (let i = 0; i < 50; i += 1) await ask('203.0.113.1', `stranger ${i}`);
    expect(await priceAt('203.0.113.1')).toBe(FLOOR);
  });

  it('doubles where a header contradicts the components, and refuses nobody', async () => {
    const honest = {
      'accept-language': 'en-GB,en;q=0.9',
      'sec-ch-ua-platform': '"Linux"',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
    };
    expect(await priceAt('203.0.113.1', honest)).toBe(FLOOR);
    const abroad = { ...honest, 'accept-language': 'vi-VN,vi;q=0.9' };
    expect(await priceAt('203.0.113.1', abroad)).toBe(2 * FLOOR);
    const forged = { ...abroad, 'sec-ch-ua-platform': '"Windows"' };
    expect(await priceAt('203.0.113.1', forged)).toBe(4 * FLOOR);
  });

  it('rises for fingerprints that nobody ever saw where a network brought very many', async () => {
    await service.visit(fingerprint('seen before'), from('198.51.100.1'));
    await arrive(service, '203.0.113.1', 140);
    const priceOf = async (variant: string) =>
      Number(
        (await challengeOf(await ask('203.0.113.1', variant))).parameters.data?.paid_derivations,
      );
    expect(await priceOf('never seen')).toBeGreaterThan(1.5 * (await priceOf('seen before')));
  });
});

describe('a challenge that became too cheap while it was solved', () => {
  it('leads to one further challenge, for the rest of the price', async () => {
    const cheap = await solve(await challengeOf(await ask('203.0.113.1')));
    await arrive(service, '203.0.113.1', 45);
    const rest = await challengeOf(await ask('203.0.113.1', 'a', { proof: cheap }));
    const price = Number(rest.parameters.data?.paid_derivations);
    expect(price).toBeGreaterThan(2 * FLOOR);
    const second = await solve(rest);
    // What the first was worth is not worked again.
    expect(second.solution.counter).toBeLessThan(2 * (price - FLOOR));
    expect((await ask('203.0.113.1', 'a', { proof: second })).status).toBe(201);
  });

  it('counts once: its work is not credited a second time', async () => {
    const cheap = await solve(await challengeOf(await ask('203.0.113.1')));
    await arrive(service, '203.0.113.1', 45);
    await ask('203.0.113.1', 'a', { proof: cheap });
    const again = await ask('203.0.113.1', 'a', { proof: cheap });
    expect(await json(again)).toMatchObject({ status: 400, code: 'invalid_proof' });
  });

  it('is still good where only a few others arrived', async () => {
    const proof = await solve(await challengeOf(await ask('203.0.113.1')));
    await arrive(service, '203.0.113.1', 33);
    expect((await ask('203.0.113.1', 'a', { proof })).status).toBe(201);
  });
});
