import type { Cidr } from '../../client-address/network.ts';
import type { ApiKeyHash, KeyTier } from '../../identifiers/api-key.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../../identifiers/ids.ts';
import type { PlanName } from '../../organizations/plans.ts';
import type { AuditRecord } from './audit.ts';

/** What a live key may do, beside what its organization's plan says. */
export interface KeyRestrictions {
  access: 'read' | 'full';
  /** Null: all modules of the plan. */
  modules: readonly string[] | null;
  /** Where it may be used from, parsed once when the row is read. Null: anywhere. An empty list: nowhere. */
  networks: readonly Cidr[] | null;
  expiresAtMs: number | null;
}

export interface KeyRecord extends KeyRestrictions {
  id: ApiKeyId;
  tier: KeyTier;
  last4: string;
  name: string | null;
  organizationId: OrganizationId;
  createdAtMs: number;
  revokedAtMs: number | null;
  /** Null: made by the operator's command. */
  createdBy: UserId | null;
  /** The key that a rotation made in place of this one. */
  replacedBy: ApiKeyId | null;
}

/** A key with what changes at every use, which is not remembered with the rest. */
export interface ListedKey extends KeyRecord {
  lastUsedAtMs: number | null;
}

/** A key that is to be stored. Of its secret there is only the hash. */
export interface NewKey {
  id: ApiKeyId;
  hash: ApiKeyHash;
  last4: string;
  name: string | null;
}

export interface LiveKeyInput {
  organizationId: OrganizationId;
  organizationName: string;
  plan: PlanName;
  key: NewKey & Partial<KeyRestrictions>;
  nowMs: number;
}

export interface CreateKeyInput {
  organizationId: OrganizationId;
  key: NewKey & KeyRestrictions;
  createdBy: UserId;
  /** How many keys of the organization may be active: neither revoked, expired nor replaced. */
  activeKeysMax: number;
  audit: AuditRecord;
  nowMs: number;
}

export interface RotateKeyInput {
  id: ApiKeyId;
  organizationId: OrganizationId;
  newKey: Pick<NewKey, 'id' | 'hash' | 'last4'>;
  newExpiresAtMs: number | null;
  createdBy: UserId;
  /** How long the old key goes on working. 0: it is revoked at once. */
  overlapMs: number;
  audit: AuditRecord;
  nowMs: number;
}

export interface DayCount {
  keyId: ApiKeyId;
  /** `YYYY-MM-DD`, UTC */
  day: string;
  requests: number;
}

/** How many days before a key's expiry its owners are told. 0: on its last day. */
export type NoticeStage = 14 | 3 | 0;

/** Live keys of an organization. Every method but the first of the leaked ones names the organization. */
export interface KeyStorage {
  findKey(hash: ApiKeyHash): Promise<KeyRecord | null>;
  /** For the operator's command: makes the organization too where it is not there. */
  createLiveKey(input: LiveKeyInput): Promise<void>;
  /** Of all organizations, for the operator's command. */
  listLiveKeys(): Promise<(KeyRecord & { organizationName: string; plan: PlanName })[]>;
  /** @returns false when there is no such key, or it is revoked already. */
  revokeKey(id: ApiKeyId, nowMs: number): Promise<boolean>;

  /** @returns false where the organization has `activeKeysMax` active keys */
  createOrganizationKey(input: CreateKeyInput): Promise<boolean>;
  /** Live keys, those that work first, then the newest. */
  listOrganizationKeys(
    organizationId: OrganizationId,
    page: { limit: number; nowMs: number },
  ): Promise<ListedKey[]>;
  /** @returns null where the organization has no such live key */
  findOrganizationKey(id: ApiKeyId, organizationId: OrganizationId): Promise<ListedKey | null>;
  /**
   * Makes a key in place of another, with its name and restrictions. Of two rotations of one key at once, one wins.
   * @returns false where the key does not work any more, or is replaced already
   */
  rotateKey(input: RotateKeyInput): Promise<boolean>;
  /** @returns whether this call revoked it; false also for a key of another organization */
  revokeOrganizationKey(input: {
    id: ApiKeyId;
    organizationId: OrganizationId;
    audit: AuditRecord;
    nowMs: number;
  }): Promise<boolean>;
  /** Requests of each key on each UTC day since `sinceDay`. */
  countKeyRequests(organizationId: OrganizationId, sinceDay: string): Promise<DayCount[]>;

  /**
   * Counts a report of a leaked key, and revokes the key if there is one that works. Writes in either case, so that
   * how long it takes does not tell whether there was one.
   * @returns whether this call revoked it
   */
  reportLeakedKey(input: {
    hash: ApiKeyHash;
    /** Null where there is no such key. */
    audit: AuditRecord | null;
    nowMs: number;
  }): Promise<boolean>;

  /** Live keys that work, were not replaced, and expire between the two times. */
  listExpiringKeys(fromMs: number, toMs: number): Promise<KeyRecord[]>;
  /** Takes a notice to be sent. @returns false where it was sent before */
  takeNotice(id: ApiKeyId, stage: NoticeStage, nowMs: number): Promise<boolean>;
  /** Gives a notice back that could not be sent. */
  returnNotice(id: ApiKeyId, stage: NoticeStage): Promise<void>;
}
