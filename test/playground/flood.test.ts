import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeChallenge, Throttle, THROTTLES } from '../../server/limits/throttle.ts';
import type { KeyedHash } from '../../server/identifiers/keyed-hash.ts';
import type { Prefix } from '../../server/storage/port/visitors.ts';
import { fingerprint } from '../support/components.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterEach(() => service.stop());

const ask = (address: string, variant = 'a') =>
  service.postKeys({ fingerprint: fingerprint(variant) }, { 'x-forwarded-for': address });

describe('a flood of requests for challenges', () => {
  it('is answered with 503 past the line, and keeps nobody else waiting for it', async () => {
    const visitor = await service.visit(fingerprint('known'), { 'x-forwarded-for': '192.0.2.1' });
    let answered = 0;
    const flood = Array.from({ length: 200 }, async (_, i) => {
      const response = await ask(`198.18.${i}.1`);
      answered += 1;
      return response;
    });
    const returning = await ask('192.0.2.1', 'known');
    const quota = await service.quota(visitor);
    expect(answered).toBeLessThan(200);
    expect([returning.status, quota.remaining]).toEqual([201, 10]);
    const responses = await Promise.all(flood);
    const refused = responses.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) expect(response.headers.get('retry-after')).toBe('2');
    expect(responses.filter(({ status }) => status === 428)).toHaveLength(200 - refused.length);
  });
});

describe('the limit on challenges', () => {
  const hash = (text: string) => text as KeyedHash;
  const prefixes = (network: string): Prefix[] => [
    { prefixLength: 32, hashes: [hash(network)] },
    { prefixLength: 24, hashes: [hash('block')] },
  ];
  const isRefused = (throttle: Throttle, network: string) => {
    try {
      takeChallenge(throttle, prefixes(network));
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'rate_limited' });
      return true;
    }
  };

  it('is per network and per block, so that a thousand addresses of one block gain little', () => {
    const clock = new FakeClock();
    const throttle = new Throttle(clock, THROTTLES.challenges);
    const one = Array.from({ length: 400 }, () => isRefused(throttle, 'one'));
    expect(one.filter((refused) => !refused)).toHaveLength(300);
    // What was refused to one network is not counted against its neighbours.
    const others = Array.from({ length: 1_000 }, (_, i) => isRefused(throttle, `other ${i}`));
    expect(others.filter((refused) => !refused)).toHaveLength(300);
    clock.advance(60_000);
    expect(isRefused(throttle, 'one')).toBe(false);
  });

  it('still counts a network after a hundred thousand others have asked', () => {
    const throttle = new Throttle(new FakeClock(), THROTTLES.challenges);
    const of = (network: string): Prefix[] => [{ prefixLength: 32, hashes: [hash(network)] }];
    for (let i = 0; i < 300; i += 1) takeChallenge(throttle, of('one'));
    for (let i = 0; i < 100_000; i += 1) takeChallenge(throttle, of(`sprayed ${i}`));
    expect(() => takeChallenge(throttle, of('one'))).toThrow(/many keys/);
  });
});
