import type { CreateKeyRequest, CreateKeyResponse } from '../../shared/playground.ts';
import { makeApiKey } from '../api-key.ts';
import type { Clock } from '../clock.ts';
import { trustId, type ApiKeyId, type OrganizationId, type VisitorId } from '../ids.ts';
import { PLANS } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../random.ts';
import { toQuota } from '../quota.ts';
import type { Storage } from '../storage/port.ts';
import type { Challenger } from './challenge.ts';
import { canonicalFingerprint } from './fingerprint.ts';
import type { KeyedHasher } from './keyed-hash.ts';
import { priceOfNewVisitor } from './price.ts';

const ACTIVE_KEYS_MAX = 5;

export interface IssueKeyDeps {
  storage: Storage;
  clock: Clock;
  random: Random;
  hasher: KeyedHasher;
  challenger: Challenger;
  seats: number;
  upgradeUrl: string;
}

export interface Caller {
  /** As `networkOf` spells it. */
  network: string;
  deviceToken: string | null;
}

export interface IssuedKey {
  body: CreateKeyResponse;
  /** A token to set as the device cookie, or null: the one that the client sent stays. */
  newDeviceToken: string | null;
}

/**
 * Gives an anonymous caller a playground key: of the visitor it is recognised as, or of a new one,
 * at the price of a proof of work.
 * @throws Problem 428 `proof_required` with a challenge; 400 where fingerprint or proof do not hold
 */
export async function issueKey(
  request: CreateKeyRequest,
  caller: Caller,
  deps: IssueKeyDeps,
): Promise<IssuedKey> {
  const { storage, hasher, random } = deps;
  const subject = {
    fingerprint: hasher.hash('fingerprint', canonicalFingerprint(request.fingerprint)),
    network: hasher.hash('network', caller.network),
  };
  const device = caller.deviceToken === null ? null : hasher.hash('device', caller.deviceToken);
  const recognition = await storage.recognise({ ...subject, device, seats: deps.seats });
  if (recognition === 'none' && !request.proof) throw await proofRequired(subject, deps);

  const proof =
    recognition === 'none' && request.proof
      ? await deps.challenger.verify(subject, request.proof)
      : null;
  const newDeviceToken = random.bytes(16).toString('hex');
  const key = makeApiKey('test', random);
  const outcome = await storage.mintKey({
    ...subject,
    device,
    newDevice: hasher.hash('device', newDeviceToken),
    newVisitorId: trustId<VisitorId>(random.uuid()),
    newOrganizationId: trustId<OrganizationId>(random.uuid()),
    key: { id: trustId<ApiKeyId>(random.uuid()), hash: key.hash, last4: key.last4 },
    proof,
    seats: deps.seats,
    activeKeysMax: ACTIVE_KEYS_MAX,
    lifetimeLimit: PLANS.playground.quota.limit ?? 0,
    nowMs: deps.clock.now(),
  });
  switch (outcome.kind) {
    case 'minted':
      return {
        body: {
          api_key: key.secret,
          organization_id: outcome.organizationId,
          quota: toQuota(outcome.ledger),
          visitor: outcome.recognizedBy === 'none' ? 'new' : 'returning',
          recognized_by: outcome.recognizedBy,
          upgrade_url: deps.upgradeUrl,
        },
        newDeviceToken: outcome.newDeviceBound ? newDeviceToken : null,
      };
    case 'proof_spent':
      throw new Problem(
        'invalid_proof',
        'proof was used before: send the request without proof to get a new challenge.',
        { field: 'proof' },
      );
    // Recognised a moment ago and not any more: the way on is the same as for anybody new.
    case 'proof_required':
      throw await proofRequired(subject, deps);
    default:
      return outcome satisfies never;
  }
}

async function proofRequired(
  subject: Parameters<Challenger['issue']>[0],
  deps: IssueKeyDeps,
): Promise<Problem> {
  // Nothing counts arrivals yet: everybody pays the floor.
  const price = priceOfNewVisitor({ arrivals: [], suspicion: 1, brake: 1 });
  if (price.kind === 'ceiling') throw new Error('The price of nobody has no ceiling.');
  const challenge = await deps.challenger.issue(subject, price.expectedDerivations);
  return new Problem(
    'proof_required',
    'A new visitor solves a small puzzle first: solve the challenge and send it back as proof, with the same fingerprint.',
    { challenge },
  );
}
