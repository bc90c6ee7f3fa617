import type { CreateKeyRequest, CreateKeyResponse } from '../../shared/playground.ts';
import { makeApiKey } from '../identifiers/api-key.ts';
import type { Clock } from '../time/clock.ts';
import { trustId, type ApiKeyId, type OrganizationId, type VisitorId } from '../identifiers/ids.ts';
import { PLAYGROUND } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import { toQuota } from '../limits/quota.ts';
import type { Arrivals, MintOutcome, Storage } from '../storage/port.ts';
import { demandProof, demandRemainder, visitorsDayFull, type DemandDeps } from './demand-proof.ts';
import { identify, type AnonymousCaller, type IdentifiedCaller } from './identify.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';
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

async function mint(
  who: IdentifiedCaller,
  proof: Proof | null,
  deps: IssueKeyDeps,
): Promise<IssuedKey> {
  const { random, clock, visitorsPerDayMax } = deps;
  const newDeviceToken = random.bytes(16).toString('hex');
  const key = makeApiKey('test', random);
  const outcome = await deps.storage.mintKey({
    identity: who.identity,
    newDevice: deps.hasher.hash('device', newDeviceToken),
    newVisitorId: trustId<VisitorId>(random.uuid()),
    newOrganizationId: trustId<OrganizationId>(random.uuid()),
    key: { id: trustId<ApiKeyId>(random.uuid()), hash: key.hash, last4: key.last4 },
    proof,
    arrival: {
      prefixes: who.prefixes,
      visitorsPerDayMax,
      isEnough: (arrivals) => proof !== null && isPaid(proof, arrivals, who, deps),
    },
    seats: deps.seats,
    activeKeysMax: ACTIVE_KEYS_MAX,
    lifetimeLimit: PLAYGROUND.quota.limit,
    nowMs: clock.now(),
  });
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

/** Called within the transaction that creates the visitor, so that of many at once each counts for the next. */
function isPaid(
  proof: Proof,
  arrivals: Arrivals,
  who: IdentifiedCaller,
  { places, visitorsPerDayMax }: IssueKeyDeps,
): boolean {
  const { place, paidDerivations } = proof;
  const inFront = place === null ? arrivals : places.arrivalsAt(place, arrivals);
  const riseMax = place === null ? PRICE_RISE_MAX : PRICE_RISE_MAX_WITH_PLACE;
  if (!isEnough(paidDerivations, riseMax, inFront, { ...who, visitorsPerDayMax })) return false;
  places.visitorCreated(place, who.prefixes);
  return true;
}

async function refusal(
  outcome: Exclude<MintOutcome, { kind: 'minted' }>,
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
