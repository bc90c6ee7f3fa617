import type { ApiKeyHash } from '../../identifiers/api-key.ts';
import type { ClaimCodeHash } from '../../identifiers/claim-code.ts';
import type { OrganizationId } from '../../identifiers/ids.ts';
import type { AuditRecord } from './audit.ts';

export interface CreateClaimCodeInput {
  hash: ClaimCodeHash;
  /** A visitor's. */
  organizationId: OrganizationId;
  /** How many codes of this organization may be open; the oldest are deleted. */
  openMax: number;
  expiresAtMs: number;
  nowMs: number;
}

/** What shows that the caller may have a visitor's discoveries. */
export type ClaimProof = { kind: 'code'; hash: ClaimCodeHash } | { kind: 'key'; hash: ApiKeyHash };

export interface ClaimInput {
  proof: ClaimProof;
  /** The one that takes the discoveries over. */
  organizationId: OrganizationId;
  /** A fresh UUID. The IDs of the copies are derived from it and from what they are copies of. */
  idSeed: string;
  /** Its target is one of `targets`, by how many discoveries are copied. */
  audit: Omit<AuditRecord, 'target'>;
  /** `{count}` in `other` stands for their number. */
  targets: { one: string; other: string };
  nowMs: number;
}

export type ClaimOutcome =
  | { kind: 'claimed'; discoveries: number }
  /** The code is unknown, used or expired; the key is not a valid playground key. Nothing changed. */
  | { kind: 'invalid' }
  /** Another organization has them. The code is used up. */
  | { kind: 'taken' };

export interface ClaimStorage {
  createClaimCode(input: CreateClaimCodeInput): Promise<void>;
  /**
   * Uses the proof up and copies the visitor's completed discoveries to the organization, in one transaction. A
   * discovery that it has already is not copied again. The visitor keeps theirs, so that an open page goes on
   * working, and the visitor's ledger stays as it is.
   */
  claimDiscoveries(input: ClaimInput): Promise<ClaimOutcome>;
}
