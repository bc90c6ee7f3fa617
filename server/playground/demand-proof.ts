import type { Clock } from '../time/clock.ts';
import { utcDay } from '../time/calendar.ts';
import { takeChallenge, type Throttle } from '../limits/throttle.ts';
import { Problem } from '../problem.ts';
import type { Arrivals, Storage } from '../storage/port.ts';
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
  /** New visitors of one UTC day; past it only returning ones get a key. */
  visitorsPerDayMax: number;
}

/**
 * What a caller who would be a new visitor is told: the puzzle, at the price of now.
 * @returns Problem 428, 429 `too_many_new_visitors`, or 503 `overloaded` where the day is full
 * @throws Problem 429 `rate_limited` or 503 `overloaded` where no challenge is made at the moment
 */
export async function demandFirst(who: IdentifiedCaller, deps: DemandDeps): Promise<Problem> {
  const nowMs = deps.clock.now();
  const arrivals = await deps.storage.readArrivals({ ...who, nowMs });
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
 * What a caller is told whose proof was worth its price when it was asked for, and is too little now:
 * the rest, up to the price of its place in the line.
 */
export async function demandRest(
  who: IdentifiedCaller,
  arrivals: Arrivals,
  paidDerivations: number,
  deps: DemandDeps,
): Promise<Problem> {
  const terms = { ...who, visitorsPerDayMax: deps.visitorsPerDayMax };
  const behind = deps.places.behindAll(who.prefixes, arrivals);
  const price = quote(behind, terms);
  if (price.kind === 'ceiling') return tooMany(price.retryAfterSeconds);
  // Taken before anything is awaited: of many at once, each is behind the one before.
  const place = deps.places.take(who.prefixes, behind);
  try {
    return proofRequired(
      await deps.challenger.issue(who.identity.pairs[0], {
        expectedDerivations: Math.max(1, price.expectedDerivations - paidDerivations),
        paidDerivations: Math.max(price.expectedDerivations, paidDerivations),
        place,
      }),
    );
  } catch (error) {
    deps.places.leave(place);
    throw error;
  }
}

const proofRequired = (challenge: unknown) =>
  new Problem(
    'proof_required',
    'A new visitor solves a small puzzle first: solve the challenge and send it back as proof, with the same fingerprint.',
    { challenge },
  );

const tooMany = (retryAfterSeconds: number) =>
  new Problem(
    'too_many_new_visitors',
    'Your network has brought very many new visitors: try again later, from another network, or with a live key.',
    { retry_after: retryAfterSeconds },
  );

/** The whole service has taken in what it takes in of new visitors in a day. */
export const visitorsDayFull = (nowMs: number) =>
  new Problem(
    'overloaded',
    'This service takes in no more new visitors today: try again tomorrow (UTC), or use a live key.',
    { retry_after: utcDay(nowMs).restSeconds },
  );
