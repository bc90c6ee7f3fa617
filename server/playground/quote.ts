import type { Arrivals } from '../storage/port/visitors.ts';
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

/** What the price depends on besides the arrivals. It stays the same for one caller. */
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

/** The price of a new visitor at these arrivals. */
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
    // Scaled so that the brake begins at half of the day's budget.
    brake: brakeOf((2 * BRAKE_ALLOWANCE * visitorsToday) / Math.max(1, terms.visitorsPerDayMax)),
  });
}

/** The highest price, in derivations. */
const DERIVATIONS_MAX = Math.round(CEILING_SECONDS / DERIVATION_SECONDS);

/**
 * A proof is accepted while the present price is at most a fifth higher than the price it was made for. With
 * less, every visitor who arrives while others solve would send them around again. With more, an attacker who
 * collects challenges before the price rises would save that much on each visitor.
 */
export const PRICE_RISE_MAX = 1.2;

/**
 * The same for a caller who holds a place in the line, and so was sent around once. Measured with 1.5: no crowd
 * is sent around twice (a hundred at once, ten a second, slow phones), and an attacker who hoards places pays
 * at least three quarters of the usual price. With 1.2 some people of a crowd are sent around three times; with
 * 3 such an attacker pays half.
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
  // At the ceiling nobody new is quoted a price, but a caller who has paid that much is accepted.
  const now = price.kind === 'ceiling' ? DERIVATIONS_MAX : price.expectedDerivations;
  return paidDerivations * riseMax >= now;
}
