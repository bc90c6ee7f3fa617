import type { ClaimRequest, ClaimResult } from '../../shared/organization.ts';
import { parseApiKey } from '../identifiers/api-key.ts';
import { makeClaimCode, parseClaimCode, type ClaimCodeHash } from '../identifiers/claim-code.ts';
import type { OrganizationId, UserId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import type { Throttle } from '../limits/throttle.ts';
import { Problem } from '../problem.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { ClaimProof } from '../storage/port/claims.ts';
import type { Clock } from '../time/clock.ts';
import type { Accounts } from './accounts.ts';
import { actorOf, auditRecord } from './audit.ts';

const CODE_LIFETIME_MS = 10 * 60_000;
/** The most open codes of a visitor: enough for somebody who signs up in one tab and asks again in another. */
const OPEN_CODES_MAX = 3;

interface ClaimCodeDeps {
  storage: Pick<Storage, 'createClaimCode'>;
  clock: Clock;
  random: Random;
}

/**
 * Makes a code with which a member claims a visitor's discoveries. It works once, for ten minutes, and only on the
 * visitor's network.
 * @throws Problem 400 for a key that is not a visitor's
 */
export async function createClaimCode(
  organization: OrganizationRecord,
  network: string,
  { storage, clock, random }: ClaimCodeDeps,
): Promise<{ code: string; hash: ClaimCodeHash; expiresAtMs: number }> {
  if (organization.visitorId === null) {
    throw new Problem(
      'invalid_request',
      'Only the discoveries of a playground key (sk-test-) can be taken along.',
    );
  }
  const { code, hash } = makeClaimCode(random, network);
  const nowMs = clock.now();
  const expiresAtMs = nowMs + CODE_LIFETIME_MS;
  await storage.createClaimCode({
    hash,
    organizationId: organization.id,
    openMax: OPEN_CODES_MAX,
    expiresAtMs,
    nowMs,
  });
  return { code, hash, expiresAtMs };
}

export interface ClaimDeps {
  storage: Pick<Storage, 'claimDiscoveries'>;
  accounts: Pick<Accounts, 'findPerson'>;
  clock: Clock;
  random: Random;
  /** Counts each person's attempts. */
  attempts: Throttle;
}

/**
 * Copies a visitor's discoveries into the member's organization. Every code that does not work gets the same answer,
 * so that nobody learns whether it ever worked.
 * @throws Problem 404 `claim_code_invalid`, 429 after too many attempts
 */
export async function claimDiscoveries(
  request: ClaimRequest,
  by: { organizationId: OrganizationId; userId: UserId; network: string },
  { storage, accounts, clock, random, attempts }: ClaimDeps,
): Promise<ClaimResult> {
  const { organizationId, userId, network } = by;
  // Counted before storage is asked, so that requests at the same moment cannot try more codes than the limit.
  attempts.take(userId);
  const proof = proofOf(request, network);
  if (proof === null) throw invalid();
  const actor = await actorOf(accounts, userId);
  const outcome = await storage.claimDiscoveries({
    proof,
    organizationId,
    idSeed: random.uuid(),
    audit: auditRecord(
      { clock, random },
      { organizationId, action: 'discoveries.claimed', actor, target: '' },
    ),
    targets: { one: '1 discovery', other: '{count} discoveries' },
    nowMs: clock.now(),
  });
  if (outcome.kind !== 'claimed') throw invalid();
  return { discoveries: outcome.discoveries };
}

/** @throws Problem 400 where there is not exactly one of the two */
function proofOf({ code, api_key: apiKey }: ClaimRequest, network: string): ClaimProof | null {
  if ((code === undefined) === (apiKey === undefined)) {
    throw new Problem('invalid_field', 'Send either “code” or “api_key”.', { field: 'code' });
  }
  if (code !== undefined) {
    const hash = parseClaimCode(code, network);
    return hash && { kind: 'code', hash };
  }
  const key = parseApiKey(apiKey ?? '');
  return key?.tier === 'test' ? { kind: 'key', hash: key.hash } : null;
}

const invalid = () =>
  new Problem(
    'claim_code_invalid',
    'This code or key does not work here: it was used, has expired, was made on another network, or its discoveries belong to another organization. Ask the playground for a new code.',
  );
