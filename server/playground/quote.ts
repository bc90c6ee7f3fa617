import type { Arrivals } from '../storage/port.ts';
import {
  ARRIVAL_LEVELS,
  BRAKE_ALLOWANCE,
  brakeOf,
  CEILING_SECONDS,
  DERIVATION_SECONDS,
  priceOfNewVisitor,
  suspicionOf,
  type Price,
} from './price.ts';

/** What a price depends on beside the arrivals, and that one caller keeps from the first request to the last. */
export interface QuoteTerms {
  /** How many headers contradict the components. */
  contradictions: number;
  /** The day's budget of new visitors. */
  visitorsPerDayMax: number;
}

const ALLOWANCES = new Map(
  [...ARRIVAL_LEVELS.ipv4, ...ARRIVAL_LEVELS.ipv6].map(({ prefixLength, allowance }) => [
    prefixLength,
    allowance,
  ]),
);

/** What a birth costs at these arrivals. */
export function quote(arrivals: Arrivals, terms: QuoteTerms): Price {
  const { levels, isFingerprintKnown, visitorsToday } = arrivals;
  return priceOfNewVisitor({
    arrivals: levels.map(({ prefixLength, decayedCount }) => {
      const allowance = ALLOWANCES.get(prefixLength);
      if (allowance === undefined) throw new Error(`No allowance for a /${prefixLength}.`);
      return { allowance, count: decayedCount };
    }),
    suspicion: suspicionOf({
      isFingerprintNew: !isFingerprintKnown,
      newFingerprints: levels[0]?.neverSeenCount ?? 0,
      contradictions: terms.contradictions,
    }),
    // The curve brakes from its allowance on: that is half of the day's budget here.
    brake: brakeOf((2 * BRAKE_ALLOWANCE * visitorsToday) / Math.max(1, terms.visitorsPerDayMax)),
  });
}

/** The dearest that anything gets. */
const DERIVATIONS_MAX = Math.round(CEILING_SECONDS / DERIVATION_SECONDS);

/**
 * A price that was paid holds as long as the current one is at most a fifth higher. Less, and every
 * honest arrival between a challenge and its solution sends people around again; more, and whoever
 * collects challenges before the price rises has that much off every visitor.
 */
export const PRICE_RISE_MAX = 1.2;

/**
 * For who holds a place in the line and was sent around already. Measured with 1.5: no crowd is sent
 * around twice (a hundred at once, ten a second, slow phones), and whoever hoards places pays three
 * quarters of what they cost in turn, or more where they overdo it. With 1.2 some people of a crowd go
 * around three times; with 3 a hoarder pays half.
 */
export const PRICE_RISE_MAX_WITH_PLACE = 1.5;

/** Whether work that was paid for is enough at these arrivals. */
export function isEnough(
  paidDerivations: number,
  riseMax: number,
  arrivals: Arrivals,
  terms: QuoteTerms,
): boolean {
  const price = quote(arrivals, terms);
  // Who worked for the ceiling is let in, though others reached it meanwhile.
  const now = price.kind === 'ceiling' ? DERIVATIONS_MAX : price.expectedDerivations;
  return paidDerivations * riseMax >= now;
}
