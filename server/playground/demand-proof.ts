import { HALF_LIFE_MS } from '../limits/half-life.ts';
import type { Clock } from '../time/clock.ts';
import { utcDay } from '../time/calendar.ts';
import { takeChallenge, type Throttle } from '../limits/throttle.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { Arrivals } from '../storage/port/visitors.ts';
import type { Challenger } from './challenge.ts';
import type { IdentifiedCaller } from './identify.ts';
import type { Places } from './places.ts';
import { quote } from './quote.ts';

export interface DemandDeps {
  storage: Pick<Storage, 'readArrivals'>;
  clock: Clock;
  challenger: Challenger;
  challenges: Throttle;
  places: Places;
  /** New visitors of one UTC day. Past that only returning visitors get a key. */
  visitorsPerDayMax: number;
}

/**
 * The answer to a caller who would become a new visitor: a challenge at the present price.
 * @returns Problem 428, 429 `too_many_new_visitors`, or 503 `overloaded` where the day is full
 * @throws Problem 429 `rate_limited` or 503 `overloaded` where no challenge is made at the moment
 */
export async function demandProof(who: IdentifiedCaller, deps: DemandDeps): Promise<Problem> {
  const nowMs = deps.clock.now();
  const arrivals = await deps.storage.readArrivals({ ...who, halfLifeMs: HALF_LIFE_MS, nowMs });
  if (arrivals.visitorsToday >= deps.visitorsPerDayMax) return visitorsDayFull(nowMs);
  const price = quote(arrivals, { ...who, visitorsPerDayMax: deps.visitorsPerDayMax });
  if (price.kind === 'ceiling') return tooMany(price.retryAfterSeconds);
  const { expectedDerivations } = price;
  takeChallenge(deps.challenges, who.prefixes);
  return proofRequired(
    await deps.challenger.issue(who.identity.pairs[0], {
      expectedDerivations,
      paidDerivations: expectedDerivations,
      place: null,
    }),
  );
}

/**
 * The answer to a caller whose proof is worth less than the price has become since: a further challenge for
 * the remainder, at the price of a place at the end of the line, see `Places`.
 */
export async function demandRemainder(
  who: IdentifiedCaller,
  arrivals: Arrivals,
  paidDerivations: number,
  deps: DemandDeps,
): Promise<Problem> {
  const terms = { ...who, visitorsPerDayMax: deps.visitorsPerDayMax };
  const inFront = deps.places.arrivalsAtEnd(who.prefixes, arrivals);
  const price = quote(inFront, terms);
  if (price.kind === 'ceiling') return tooMany(price.retryAfterSeconds);
  // Taken before anything is awaited, so that of many callers at once each is behind the one before.
  const place = deps.places.take(who.prefixes, inFront);
  try {
    return proofRequired(
      await deps.challenger.issue(who.identity.pairs[0], {
        expectedDerivations: Math.max(1, price.expectedDerivations - paidDerivations),
        paidDerivations: Math.max(price.expectedDerivations, paidDerivations),
        place,
      }),
    );
  } catch (error) {
    deps.places.giveUp(place);
    throw error;
  }
}

const proofRequired = (challenge: unknown) =>
  new Problem(
    'proof_required',
    'A new visitor must solve a small puzzle: solve the enclosed challenge and send it back as proof, with the same fingerprint.',
    { challenge },
  );

const tooMany = (retryAfterSeconds: number) =>
  new Problem(
    'too_many_new_visitors',
    'Very many new visitors came from your network lately: try again later or from another network, or use a live key.',
    { retry_after: retryAfterSeconds },
  );

/** The whole service has reached its number of new visitors for this UTC day. */
export const visitorsDayFull = (nowMs: number) =>
  new Problem(
    'overloaded',
    'This service accepts no more new visitors today: try again tomorrow (UTC), or use a live key.',
    { retry_after: utcDay(nowMs).restSeconds },
  );
