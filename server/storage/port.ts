import type { ApiKeyHash } from '../identifiers/api-key.ts';
import type { KeyedHash } from '../identifiers/keyed-hash.ts';
import type { PlanName } from '../organizations/plans.ts';
import type {
  ApiKeyId,
  ArtifactId,
  DiscoveryId,
  LedgerId,
  OrganizationId,
  ReservationId,
  SessionId,
  VisitorId,
} from '../identifiers/ids.ts';
import type { AuditStorage } from './port/audit.ts';
import type { ClaimStorage } from './port/claims.ts';
import type {
  DiscoveryKind,
  DiscoveryRecord,
  DiscoveryStatus,
  DiscoveryText,
} from './port/discoveries.ts';
import type { DiscoveryListStorage } from './port/discovery-list.ts';
import type { FunnelStorage } from './port/funnel.ts';
import type { KeyStorage } from './port/keys.ts';
import type { OrganizationStorage } from './port/organizations.ts';
import type { Overrides, PlanRecord, PlanStorage } from './port/plans.ts';
import type { SiteStorage } from './port/sites.ts';
import type { UsageStorage } from './port/usage.ts';

export interface OrganizationRecord {
  id: OrganizationId;
  name: string;
  plan: PlanName;
  createdAtMs: number;
  /** Set for playground organizations: the visitor whose lifetime ledger its discoveries are charged to. */
  visitorId: VisitorId | null;
  /** The row of its plan; null for the playground's, which is not in the data. */
  planRecord: PlanRecord | null;
  overrides: Overrides;
}

/** The row that a quota is kept in: used and reserved discoveries. `limit` null means no limit. */
export interface Ledger {
  limit: number | null;
  used: number;
  reserved: number;
}

/** The ledger that a call is charged to. Its row is created at the first reservation. */
export interface LedgerRef {
  id: LedgerId;
  limit: number | null;
}

export interface ReserveInput {
  discoveryId: DiscoveryId;
  artifactId: ArtifactId;
  reservationId: ReservationId;
  organizationId: OrganizationId;
  ledger: LedgerRef;
  kind: DiscoveryKind;
  url: string;
  options: Readonly<Record<string, unknown>>;
  /** Digest of kind, URL and options: what "the same request" means. */
  requestHash: string;
  idempotencyKey: string | null;
  /** A run of the same request that completed since then is returned instead, uncharged. Null: run in any case. */
  reuseSinceMs: number | null;
  /** The limit on discoveries of all visitors together on one UTC day; null for a ledger that is not a visitor's. */
  anonymousPerDayMax: number | null;
  /** How many discoveries of the organization, or of the ledger, may run at once. Null: no limit. */
  concurrentMax: number | null;
  nowMs: number;
}

export type ReserveOutcome =
  | { kind: 'reserved' }
  /** The same request was answered before: by Idempotency-Key, or within the hour. Nothing was charged. */
  | { kind: 'repeated'; discoveryId: DiscoveryId }
  | { kind: 'idempotency_key_reused' }
  | { kind: 'exhausted' }
  /** `concurrentMax` discoveries run already. Nothing changed. */
  | { kind: 'too_many_running' }
  /** All visitors together have used the discoveries of this UTC day. Nothing changed. */
  | { kind: 'day_full' };

export interface FinishInput {
  id: DiscoveryId;
  organizationId: OrganizationId;
  reservationId: ReservationId;
  status: Exclude<DiscoveryStatus, 'running'>;
  settle: 'commit' | 'refund';
  result: unknown;
  events: unknown;
  failure: DiscoveryRecord['failure'];
  nowMs: number;
}

/** A browser on a network, as hashes under one pepper. */
export interface Pair {
  fingerprint: KeyedHash;
  /** Of the components that do not depend on the version of the fingerprint library. */
  core: KeyedHash;
  network: KeyedHash;
}

/**
 * What a caller is recognised by. The current pepper comes first in both lists. A row that is found under an
 * older pepper is rewritten under the current one.
 */
export interface Identity {
  pairs: readonly [Pair, ...Pair[]];
  /** Of the device token that the client sent; empty without one. */
  devices: readonly KeyedHash[];
  /** Of the fingerprint library, `major.minor`. */
  libraryVersion: string;
}

/** An address prefix of the caller. Counts are read under every pepper and written under the first. */
export interface Prefix {
  /** In bits: 32 or 24 of an IPv4 address, 64, 56 or 48 of an IPv6 one. */
  prefixLength: number;
  hashes: readonly [KeyedHash, ...KeyedHash[]];
}

/** The numbers in storage that the price of a new visitor depends on. */
export interface Arrivals {
  /** One per prefix that was asked for, narrowest first. */
  levels: readonly {
    prefixLength: number;
    /** New visitors of this prefix. Each counts half after 24 hours, a quarter after 48, and so on. */
    decayedCount: number;
    /** Those among them whose fingerprint had never been seen anywhere. */
    neverSeenCount: number;
  }[];
  /** Whether any visitor, on any network, is linked with the caller's fingerprint. */
  isFingerprintKnown: boolean;
  /** New visitors of this UTC day, of the whole service. */
  visitorsToday: number;
}

/** The conditions for creating a visitor. */
export interface ArrivalTerms {
  prefixes: readonly Prefix[];
  visitorsPerDayMax: number;
  /**
   * Whether the proof is worth the price at these arrivals. Called once and synchronously within the
   * transaction, so that parallel callers do not all pay the price of the first. If true, the visitor is created.
   */
  isEnough(arrivals: Arrivals): boolean;
}

export interface MintInput {
  identity: Identity;
  /** Used where the client's device is not known: a fresh token's hash. */
  newDevice: KeyedHash;
  newVisitorId: VisitorId;
  newOrganizationId: OrganizationId;
  key: { id: ApiKeyId; hash: ApiKeyHash; last4: string };
  /** The verified proof. Without one no visitor is created. */
  proof: { id: string; expiresAtMs: number } | null;
  arrival: ArrivalTerms;
  seats: number;
  activeKeysMax: number;
  lifetimeLimit: number;
  nowMs: number;
}

export type Recognition = 'device' | 'browser_and_network' | 'none';

export type MintOutcome =
  | {
      kind: 'minted';
      recognizedBy: Recognition;
      organizationId: OrganizationId;
      visitorId: VisitorId;
      ledger: Ledger;
      /** Whether `newDevice` was bound, so that the cookie must be set. */
      newDeviceBound: boolean;
    }
  | { kind: 'proof_required' }
  | { kind: 'proof_spent' }
  /** The price has risen since the challenge was made. The proof is used up; its work counts towards the next. */
  | { kind: 'underpaid'; arrivals: Arrivals }
  /** The service has reached its number of new visitors for this UTC day. Nothing changed. */
  | { kind: 'day_full' };

export type SessionStatus = 'active' | 'ended';

/** A saved discovery configuration. */
export interface SessionRecord {
  id: SessionId;
  organizationId: OrganizationId;
  name: string;
  url: string | null;
  options: Readonly<Record<string, unknown>>;
  jobId: DiscoveryId | null;
  status: SessionStatus;
  createdAtMs: number;
}

/** The database cannot be reached or written. The call may be tried again. */
export class StorageUnavailable extends Error {}

/**
 * What the service needs from a database. Every method is one atomic operation, and resolves once its effect
 * survives a power cut. Methods for rows that an organization owns take its ID, so that no caller can reach
 * another organization's rows.
 * @throws StorageUnavailable from any method.
 */
export interface Storage
  extends
    AuditStorage,
    ClaimStorage,
    DiscoveryListStorage,
    FunnelStorage,
    KeyStorage,
    OrganizationStorage,
    PlanStorage,
    SiteStorage,
    UsageStorage {
  findOrganization(id: OrganizationId): Promise<OrganizationRecord | null>;
  /** Which rule would recognise this caller. Changes nothing. */
  recognise(input: Pick<MintInput, 'identity' | 'seats'>): Promise<Recognition>;
  /** The numbers that a new visitor from these prefixes would be priced by. Changes nothing. */
  readArrivals(
    input: Pick<MintInput, 'identity' | 'nowMs'> & Pick<ArrivalTerms, 'prefixes'>,
  ): Promise<Arrivals>;
  /** Recognises or creates a visitor and makes a key for it, in one transaction. */
  mintKey(input: MintInput): Promise<MintOutcome>;
  /**
   * Records that a key is used from a network, unless it was used from `networksMax` others on this UTC day.
   * Writes nothing for a network that is recorded already or refused.
   * @param networks the network under every pepper, the current first
   * @returns false where the key has reached `networksMax`
   */
  admitKeyNetwork(input: {
    keyId: ApiKeyId;
    networks: readonly [KeyedHash, ...KeyedHash[]];
    networksMax: number;
    nowMs: number;
  }): Promise<boolean>;
  /** Deletes links and devices not seen since then, and counts that are worth nothing by now. Ledgers stay. */
  sweep(input: { linksSinceMs: number; nowMs: number }): Promise<{ links: number }>;

  readLedger(ref: LedgerRef): Promise<Ledger>;
  /** Reserves one discovery of a ledger, or none, and inserts its row with the status `running`. */
  reserveDiscovery(input: ReserveInput): Promise<ReserveOutcome>;
  /**
   * Charges a running discovery. A second call changes nothing.
   * @returns how many discoveries of its ledger are charged with it: a different number for each. Null where this
   *   call charged nothing
   */
  commitReservation(id: ReservationId, nowMs: number): Promise<number | null>;
  /**
   * Ends a discovery, and charges or gives back its reservation unless that is done. Of the discoveries that
   * were given back only the latest of each ledger are kept.
   * @returns as `commitReservation`
   */
  finishDiscovery(input: FinishInput): Promise<number | null>;
  /** Gives back what a process that died had reserved. @returns how many reservations */
  recoverReservations(nowMs: number): Promise<number>;

  findDiscovery(id: DiscoveryId, organizationId: OrganizationId): Promise<DiscoveryRecord | null>;
  findDiscoveryText(id: DiscoveryId, organizationId: OrganizationId): Promise<DiscoveryText | null>;
  findArtifact(id: ArtifactId, organizationId: OrganizationId): Promise<DiscoveryRecord | null>;
  /** Completed discoveries of an organization, newest first, without their events. */
  listDiscoveries(organizationId: OrganizationId, limit: number): Promise<DiscoveryRecord[]>;

  /** Stores a session. Where there is one of this ID and organization, it stays as it is. @returns the stored one */
  createSession(record: SessionRecord): Promise<SessionRecord>;
  findSession(id: SessionId, organizationId: OrganizationId): Promise<SessionRecord | null>;
  listSessions(
    organizationId: OrganizationId,
    page: { limit: number; offset: number },
  ): Promise<{ sessions: SessionRecord[]; total: number }>;
  updateSession(
    id: SessionId,
    organizationId: OrganizationId,
    change: { status?: SessionStatus; jobId?: DiscoveryId },
  ): Promise<SessionRecord | null>;
  deleteSession(id: SessionId, organizationId: OrganizationId): Promise<boolean>;

  close(): Promise<void>;
}

/** A database as the start and the commands choose it. Only `main.ts` and tests name one. */
export interface StorageAdapter {
  /** Opens the database of a data folder. A missing folder is created with mode 0700. */
  open(dataDir: string): Storage;
  /** Makes this process the only server of the folder until `release` or its end. */
  lock(dataDir: string): { release(): void };
  /**
   * Explains an error of `open`, `lock` or the folder's files.
   * @returns a StartError that names the fix, or the error itself where it is a bug
   */
  explain(error: unknown, dataDir: string): unknown;
}
