import { describe, expect, it } from 'vitest';
import { decayedCount, HALF_LIFE_MS } from '../../server/limits/half-life.ts';
import {
  ARRIVAL_LEVELS,
  BRAKE_ALLOWANCE,
  brakeOf,
  CEILING_SECONDS,
  FLOOR_SECONDS,
  priceOfNewVisitor,
  suspicionOf,
} from '../../server/playground/price.ts';

const ADDRESS = 38;
const BLOCK = 150;

/** Seconds for the nth visitor (the first is 1) behind one address; null at the ceiling. */
function seconds(nth: number, factors: { suspicion?: number; brake?: number } = {}): number | null {
  const arrivals = [
    { allowance: ADDRESS, count: nth - 1 },
    { allowance: BLOCK, count: nth - 1 },
  ];
  const price = priceOfNewVisitor({ arrivals, suspicion: 1, brake: 1, ...factors });
  return price.kind === 'price' ? price.seconds : null;
}

/** How many visitors one address gets before the ceiling. */
function visitorsUntilCeiling(): number {
  let nth = 1;
  while (seconds(nth) !== null) nth += 1;
  return nth - 1;
}

describe('the price of a new visitor', () => {
  it('is the floor for a household and an ordinary office, and never nothing', () => {
    for (const nth of [1, 2, 10, 38]) expect(seconds(nth)).toBeCloseTo(FLOOR_SECONDS, 5);
    expect(priceOfNewVisitor({ arrivals: [], suspicion: 1, brake: 1 })).toMatchObject({
      expectedDerivations: 3,
    });
  });

  it('at least triples at each doubling from the twenty-fifth visitor on', () => {
    for (let nth = 25; nth * 2 <= visitorsUntilCeiling(); nth += 1) {
      expect(Number(seconds(nth * 2)) / Number(seconds(nth)), `${nth}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('is five seconds or more at the hundredth visitor: half a second per extra discovery', () => {
    expect(seconds(100)).toBeGreaterThanOrEqual(5);
    expect(seconds(100)).toBeLessThan(7);
  });

  it('reaches a minute just before the ceiling, and never passes it', () => {
    const last = seconds(visitorsUntilCeiling());
    expect(last).toBeGreaterThan(57);
    for (const factors of [{}, { suspicion: 4 }, { suspicion: 4, brake: 4 }]) {
      expect(seconds(visitorsUntilCeiling(), factors)).toBeLessThanOrEqual(CEILING_SECONDS);
    }
  });

  it('never falls as the count grows', () => {
    for (let nth = 2; nth <= visitorsUntilCeiling(); nth += 1) {
      expect(seconds(nth)).toBeGreaterThanOrEqual(Number(seconds(nth - 1)));
    }
  });

  it('is the price of the level with the highest price', () => {
    const quiet = { allowance: ADDRESS, count: 0 };
    const busy = { allowance: BLOCK, count: BLOCK * (100 / ADDRESS) - 1 };
    const price = priceOfNewVisitor({ arrivals: [quiet, busy], suspicion: 1, brake: 1 });
    expect(price).toMatchObject({ kind: 'price', seconds: seconds(100) });
  });
});

describe('the ceiling', () => {
  it.each(Object.values(ARRIVAL_LEVELS).flat())(
    'stands at /$prefixLength, and says when it ends',
    ({ allowance }) => {
      const count = allowance * 6;
      const refused = priceOfNewVisitor({
        arrivals: [{ allowance, count }],
        suspicion: 1,
        brake: 1,
      });
      if (refused.kind !== 'ceiling') throw new Error('no ceiling');
      const after = (ms: number) =>
        priceOfNewVisitor({
          arrivals: [{ allowance, count: decayedCount(count, 0, ms, HALF_LIFE_MS) }],
          suspicion: 1,
          brake: 1,
        }).kind;
      expect(after(refused.retryAfterSeconds * 1000)).toBe('price');
      expect(after(refused.retryAfterSeconds * 1000 - 2000)).toBe('ceiling');
    },
  );

  it('is reached by the count of visitors alone, never by suspicion or by the visitors of the whole service', () => {
    expect(seconds(visitorsUntilCeiling(), { suspicion: 4, brake: 4 })).toBe(CEILING_SECONDS);
  });
});

describe('a decayed count', () => {
  it('is half as high after a day', () => {
    expect(decayedCount(100, 0, HALF_LIFE_MS, HALF_LIFE_MS)).toBe(50);
    expect(decayedCount(100, 0, 2 * HALF_LIFE_MS, HALF_LIFE_MS)).toBe(25);
  });

  it('stays as it is when the clock goes backwards', () => {
    expect(decayedCount(100, HALF_LIFE_MS, 0, HALF_LIFE_MS)).toBe(100);
  });
});

describe('the factor for suspicion', () => {
  const none = { isFingerprintNew: false, newFingerprints: 0, contradictions: 0 };

  it('is 1 for many devices of known models, and for an office whose laptops are all different', () => {
    expect(suspicionOf({ ...none, newFingerprints: 500 })).toBe(1);
    expect(suspicionOf({ ...none, isFingerprintNew: true, newFingerprints: 80 })).toBe(1);
  });

  it('grows with the number of never-seen fingerprints once there are many, and doubles at each contradiction', () => {
    expect(suspicionOf({ ...none, isFingerprintNew: true, newFingerprints: 160 })).toBe(2);
    expect(suspicionOf({ ...none, contradictions: 1 })).toBe(2);
    expect(suspicionOf({ ...none, contradictions: 2 })).toBe(4);
  });

  it('is 4 at most, whatever is suspicious', () => {
    expect(suspicionOf({ isFingerprintNew: true, newFingerprints: 9_999, contradictions: 9 })).toBe(
      4,
    );
  });
});

describe('the factor for a day with many new visitors', () => {
  it('rises from 1 at the daily allowance to 4 at twice as many visitors, and no further', () => {
    expect([0, 1, 1.5, 2, 99].map((share) => brakeOf(share * BRAKE_ALLOWANCE))).toEqual([
      1, 1, 2, 4, 4,
    ]);
  });

  it('raises the floor price, and changes no price that is above it already', () => {
    expect(seconds(1, { brake: 4 })).toBeCloseTo(4 * FLOOR_SECONDS, 5);
    expect(seconds(100, { brake: 4 })).toBe(seconds(100));
  });
});
