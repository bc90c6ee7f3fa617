import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHostLimiter } from '../../../server/discovery/politeness/host-limiter.ts';

const limits = { concurrentPerHost: 4, perSecondPerHost: 10, perDayPerHost: 50 };
const clock = { now: () => Date.now() };
const never = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('the host limiter', () => {
  it('lets four requests to a host run at once, and the fifth when one is done', async () => {
    const limiter = createHostLimiter(limits, clock);
    const releases: ((() => void) | null)[] = [];
    for (let i = 0; i < 5; i += 1)
      void limiter.acquire('a.com', never).then((release) => releases.push(release));
    await vi.advanceTimersByTimeAsync(5000);
    expect(releases).toHaveLength(4);
    releases[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(releases).toHaveLength(5);
  });

  it('lets ten begin in any second', async () => {
    const limiter = createHostLimiter(limits, clock);
    const starts: number[] = [];
    for (let i = 0; i < 25; i += 1) {
      void limiter.acquire('a.com', never).then((release) => {
        starts.push(Date.now());
        release?.();
      });
    }
    await vi.advanceTimersByTimeAsync(10_000);
    expect(starts).toHaveLength(25);
    starts.forEach((start, index) => {
      const tenEarlier = starts[index - 10];
      if (tenEarlier !== undefined) expect(start - tenEarlier).toBeGreaterThanOrEqual(1000);
    });
  });

  it('does not let one host wait for another', async () => {
    const limiter = createHostLimiter(limits, clock);
    for (let i = 0; i < 4; i += 1) await limiter.acquire('a.com', never);
    expect(await limiter.acquire('b.com', never)).toBeTypeOf('function');
  });

  it('says no above the daily ceiling, until the next day', async () => {
    const limiter = createHostLimiter(
      { ...limits, perSecondPerHost: 100, perDayPerHost: 3 },
      clock,
    );
    for (let i = 0; i < 3; i += 1) (await limiter.acquire('a.com', never))?.();
    expect(await limiter.acquire('a.com', never)).toBeNull();
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(await limiter.acquire('a.com', never)).toBeTypeOf('function');
  });

  it('gives the place of one who left to the next, and counts no request for it', async () => {
    const limiter = createHostLimiter({ ...limits, concurrentPerHost: 1, perDayPerHost: 2 }, clock);
    const first = await limiter.acquire('a.com', never);
    const leaver = new AbortController();
    const left = limiter.acquire('a.com', leaver.signal);
    leaver.abort();
    expect(await left).toBeNull();
    const next = limiter.acquire('a.com', never);
    first?.();
    expect(await next).toBeTypeOf('function');
  });
});
