import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeat } from '../../server/time/repeat.ts';

const HOUR_MS = 3_600_000;

describe('repeated work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is done at once, and again after each interval', async () => {
    const work = vi.fn(async () => undefined);
    const stop = repeat(HOUR_MS, work, () => undefined);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
    expect(work).toHaveBeenCalledTimes(3);
    stop();
  });

  it('is done again after a failure, which is reported', async () => {
    const errors: unknown[] = [];
    const failure = new Error('the disk is full');
    const work = vi.fn(() => Promise.reject(failure));
    const stop = repeat(HOUR_MS, work, (error) => errors.push(error));
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(errors).toEqual([failure, failure]);
    stop();
  });

  it('ends when it is stopped, and work in progress is told so', async () => {
    const signals: AbortSignal[] = [];
    const stop = repeat(
      HOUR_MS,
      async (stopped) => void signals.push(stopped),
      () => undefined,
    );
    stop();
    await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
