import { describe, expect, it } from 'vitest';
import { Derivations } from '../../server/playground/derivations.ts';

/** Derivations that end when the test says so. */
function held() {
  const ends: (() => void)[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const derive = () => {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    return new Promise<void>((resolve) => {
      ends.push(() => {
        running -= 1;
        resolve();
      });
    });
  };
  return { derive, endOne: () => ends.shift()?.(), mostAtOnce: () => mostAtOnce };
}

describe('key derivations', () => {
  it('run two at once, the others in the order they came', async () => {
    const { derive, endOne, mostAtOnce } = held();
    const derivations = new Derivations();
    const order: number[] = [];
    const runs = Array.from({ length: 10 }, async (_, i) => {
      await derivations.run(derive);
      order.push(i);
    });
    while (order.length < 10) {
      endOne();
      await Promise.resolve();
    }
    await Promise.all(runs);
    expect(mostAtOnce()).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are refused with 503 past the line, which moves on all the same', async () => {
    const { derive, endOne } = held();
    const derivations = new Derivations();
    const running = Array.from({ length: 66 }, () => derivations.run(derive));
    await expect(derivations.run(derive)).rejects.toMatchObject({
      code: 'overloaded',
      extras: { retry_after: 2 },
    });
    // Who has worked already is let into the line, however long it is.
    running.push(derivations.run(derive, Infinity));
    let ended = 0;
    for (const run of running) void run.then(() => (ended += 1));
    while (ended < running.length) {
      endOne();
      await Promise.resolve();
    }
    const next = derivations.run(async () => 'done');
    expect(await next).toBe('done');
  });

  it('pass their turn to the next one when they fail', async () => {
    const derivations = new Derivations();
    const fails = Array.from({ length: 5 }, () =>
      derivations.run(() => Promise.reject(new Error('no memory'))),
    );
    const outcomes = await Promise.allSettled(fails);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await derivations.run(async () => 1)).toBe(1);
  });
});
