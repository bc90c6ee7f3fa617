import type { ArrivalBounds, Arrivals } from '../storage/port/visitors.ts';

/** Past so many more visitors the price is the ceiling whatever it was. */
const MORE_MAX = 2 ** 20;

/** At these no visitor is created. */
export const NO_VISITOR: ArrivalBounds = {
  levels: [],
  visitorsTodayMax: -1,
  needsKnownFingerprint: true,
};

/**
 * How far arrivals may rise between their reading and the creation of a visitor, so that what was paid is still enough:
 * the same number of further visitors at every prefix. The price never falls where a count rises, so what lies between
 * is enough too. Where one prefix has risen further than the others, storage says so, and the caller decides anew.
 * @param isPaidAt whether what was paid is enough at these arrivals
 * @param holdsPlace a place is priced by what was in front of it, whatever the counts of its prefixes are by now
 * @returns null where it is not enough even now
 */
export function boundsOf(
  arrivals: Arrivals,
  isPaidAt: (arrivals: Arrivals) => boolean,
  holdsPlace: boolean,
): ArrivalBounds | null {
  if (!isPaidAt(arrivals)) return null;
  const more = highest((count) => isPaidAt(withMore(arrivals, count)));
  const { levels, visitorsToday, isFingerprintKnown } = withMore(arrivals, more);
  return {
    levels: levels.map(({ decayedCount, neverSeenCount }) => ({
      decayedCountMax: holdsPlace ? Number.POSITIVE_INFINITY : decayedCount,
      neverSeenCountMax: neverSeenCount,
    })),
    visitorsTodayMax: visitorsToday,
    needsKnownFingerprint: isFingerprintKnown,
  };
}

/** The highest number below `MORE_MAX` at which a condition holds that holds at 0 and, once it does not, never again. */
function highest(holds: (count: number) => boolean): number {
  let low = 0;
  let high = MORE_MAX;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const withMore = (arrivals: Arrivals, count: number): Arrivals => ({
  ...arrivals,
  levels: arrivals.levels.map(({ prefixLength, decayedCount, neverSeenCount }) => ({
    prefixLength,
    decayedCount: decayedCount + count,
    neverSeenCount: neverSeenCount + count,
  })),
  visitorsToday: arrivals.visitorsToday + count,
});
