import type { CreateKeyRequest, CreateKeyResponse } from '../../shared/playground.ts';
import { makeApiKey } from '../identifiers/api-key.ts';
import type { Clock } from '../time/clock.ts';
import { trustId, type ApiKeyId, type OrganizationId, type VisitorId } from '../identifiers/ids.ts';
import { PLAYGROUND } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import { toQuota } from '../limits/quota.ts';
import type { Storage } from '../storage/port.ts';
import type { ArrivalBounds, Arrivals, MintOutcome } from '../storage/port/visitors.ts';
import { demandProof, demandRemainder, visitorsDayFull, type DemandDeps } from './demand-proof.ts';
import { identify, type AnonymousCaller, type IdentifiedCaller } from './identify.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';
import { HALF_LIFE_MS } from '../limits/half-life.ts';
import { boundsOf, NO_VISITOR } from './arrival-bounds.ts';
import { KEPT_PER_VISITOR } from './kept-per-visitor.ts';
import { isEnough, PRICE_RISE_MAX, PRICE_RISE_MAX_WITH_PLACE } from './quote.ts';

const ACTIVE_KEYS_MAX = 5;

export interface IssueKeyDeps extends DemandDeps {
  storage: Storage;
  clock: Clock;
  random: Random;
  hasher: KeyedHasher;
  seats: number;
}

export interface IssuedKey {
  /** The answer, without the link that depends on the address of the service. */
  body: Omit<CreateKeyResponse, 'upgrade_url'>;
  /** A token to set as the device cookie, or null where the client keeps the one it sent. */
  newDeviceToken: string | null;
}

/**
 * Gives an anonymous caller a playground key. A caller who is recognised gets a key of that visitor; any other
 * becomes a new visitor and pays with a proof of work.
 * @throws Problem 428 `proof_required` with a challenge; 429 `too_many_new_visitors` past the ceiling;
 *   503 `overloaded` past the day's budget; 400 where fingerprint or proof do not hold
 */
export async function issueKey(
  request: CreateKeyRequest,
  caller: AnonymousCaller,
  deps: IssueKeyDeps,
): Promise<IssuedKey> {
  const who = identify(caller, request.fingerprint, deps.hasher);
  const { identity } = who;
  const recognition = await deps.storage.recognise({ identity, seats: deps.seats });
  if (recognition !== 'none') return mint(who, null, deps);
  if (!request.proof) throw await demandProof(who, deps);
  return mint(who, await deps.challenger.verify(identity.pairs[0], request.proof), deps);
}

type Proof = Awaited<ReturnType<IssueKeyDeps['challenger']['verify']>>;
type Outcome =
  | Exclude<MintOutcome, { kind: 'out_of_bounds' }>
  /** The price has risen since the challenge was made. The proof is used up; its work counts towards the next. */
  | { kind: 'underpaid'; arrivals: Arrivals };

async function mint(
  who: IdentifiedCaller,
  proof: Proof | null,
  deps: IssueKeyDeps,
): Promise<IssuedKey> {
  const { random } = deps;
  const newDeviceToken = random.bytes(16).toString('hex');
  const key = makeApiKey('test', random);
  const input = {
    newDevice: deps.hasher.hash('device', newDeviceToken),
    newVisitorId: trustId<VisitorId>(random.uuid()),
    newOrganizationId: trustId<OrganizationId>(random.uuid()),
    key: { id: trustId<ApiKeyId>(random.uuid()), hash: key.hash, last4: key.last4 },
  };
  const attempt = (bounds: ArrivalBounds) =>
    deps.storage.mintKey({ ...input, ...termsOf(who, proof, bounds, deps) });
  const outcome = proof === null ? await mintKnown(attempt) : await buy(who, proof, attempt, deps);
  if (outcome.kind !== 'minted') throw await refusal(outcome, who, proof, deps);
  return {
    body: {
      api_key: key.secret,
      organization_id: outcome.organizationId,
      quota: toQuota(outcome.ledger),
      visitor: outcome.recognizedBy === 'none' ? 'new' : 'returning',
      recognized_by: outcome.recognizedBy,
    },
    newDeviceToken: outcome.newDeviceBound ? newDeviceToken : null,
  };
}

type MintAttempt = (bounds: ArrivalBounds) => Promise<MintOutcome>;

const termsOf = (
  who: IdentifiedCaller,
  proof: Proof | null,
  bounds: ArrivalBounds,
  { seats, clock, visitorsPerDayMax }: IssueKeyDeps,
) => ({
  identity: who.identity,
  organizationName: PLAYGROUND.title,
  plan: PLAYGROUND.name,
  proof,
  arrival: { prefixes: who.prefixes, halfLifeMs: HALF_LIFE_MS, visitorsPerDayMax, bounds },
  seats,
  activeKeysMax: ACTIVE_KEYS_MAX,
  lifetimeLimit: PLAYGROUND.quota.limit,
  kept: KEPT_PER_VISITOR,
  nowMs: clock.now(),
});

/** For a caller who was recognised, and so has no proof. */
async function mintKnown(attempt: MintAttempt): Promise<Outcome> {
  const outcome = await attempt(NO_VISITOR);
  return outcome.kind === 'out_of_bounds' ? { kind: 'proof_required' } : outcome;
}

/**
 * Creates a visitor, if the proof is worth the price. Of many at once each counts for the next: whoever finds more
 * arrivals in storage than the proof pays for decides anew. That ends, because each time somebody else has arrived.
 */
async function buy(
  who: IdentifiedCaller,
  proof: Proof,
  attempt: MintAttempt,
  deps: IssueKeyDeps,
): Promise<Outcome> {
  const { storage, places, clock } = deps;
  let arrivals = await storage.readArrivals({
    ...who,
    halfLifeMs: HALF_LIFE_MS,
    nowMs: clock.now(),
  });
  for (;;) {
    if (arrivals.visitorsToday >= deps.visitorsPerDayMax) return { kind: 'day_full' };
    const bounds = paidBounds(proof, arrivals, who, deps);
    if (bounds === null) {
      // Used up: otherwise its work could be credited towards any number of challenges.
      const isSpent = await storage.spendProof(proof, clock.now());
      return isSpent ? { kind: 'underpaid', arrivals } : { kind: 'proof_spent' };
    }
    const isOver = places.visitorComing(proof.place, who.prefixes);
    let outcome: MintOutcome | null = null;
    try {
      outcome = await attempt(bounds);
    } finally {
      isOver(outcome?.kind === 'minted' && outcome.recognizedBy === 'none');
    }
    if (outcome.kind !== 'out_of_bounds') return outcome;
    arrivals = outcome.arrivals;
  }
}

/** The arrivals up to which the proof is worth the price; null where it is not. */
function paidBounds(
  { place, paidDerivations }: Proof,
  arrivals: Arrivals,
  who: IdentifiedCaller,
  { places, visitorsPerDayMax }: IssueKeyDeps,
): ArrivalBounds | null {
  const riseMax = place === null ? PRICE_RISE_MAX : PRICE_RISE_MAX_WITH_PLACE;
  const isPaidAt = (at: Arrivals) => {
    const inFront = place === null ? at : places.arrivalsAt(place, at);
    return isEnough(paidDerivations, riseMax, inFront, { ...who, visitorsPerDayMax });
  };
  return boundsOf(arrivals, isPaidAt, place !== null && places.isHeld(place));
}

async function refusal(
  outcome: Exclude<Outcome, { kind: 'minted' }>,
  who: IdentifiedCaller,
  proof: Proof | null,
  deps: IssueKeyDeps,
): Promise<Problem> {
  switch (outcome.kind) {
    case 'proof_spent':
      return new Problem(
        'invalid_proof',
        'proof was used before: send the request without proof to get a new challenge.',
        { field: 'proof' },
      );
    case 'underpaid':
      // It gets another place, and its old one must not count as somebody in front of it.
      if (proof?.place) deps.places.giveUp(proof.place);
      return demandRemainder(who, outcome.arrivals, proof?.paidDerivations ?? 0, deps);
    // Recognised a moment ago, but its links were deleted meanwhile: now it is a new visitor.
    case 'proof_required':
      return demandProof(who, deps);
    case 'day_full':
      return visitorsDayFull(deps.clock.now());
    default:
      return outcome satisfies never;
  }
}
