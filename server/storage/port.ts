import type { ApiKeyHash, KeyTier } from '../identifiers/api-key.ts';
import type { Module, PlanName } from '../organizations/plans.ts';
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

declare const keyedHash: unique symbol;
/** HMAC-SHA256 under the pepper, in hex: of a fingerprint, a network or a device token. */
export type KeyedHash = string & { readonly [keyedHash]: true };

export interface KeyRecord {
  id: ApiKeyId;
  tier: KeyTier;
  last4: string;
  name: string | null;
  organizationId: OrganizationId;
  createdAtMs: number;
  expiresAtMs: number | null;
  revokedAtMs: number | null;
}

export interface OrganizationRecord {
  id: OrganizationId;
  name: string;
  plan: PlanName;
  /** Set for playground organizations: whose lifetime ledger its discoveries are charged to. */
  visitorId: VisitorId | null;
}

/** Used and reserved discoveries. `limit` null is without a limit. */
export interface Ledger {
  limit: number | null;
  used: number;
  reserved: number;
}

/** Which ledger a call is charged to. It comes into being at its first reservation. */
export interface LedgerRef {
  id: LedgerId;
  limit: number | null;
}

/** What a metered call is: each kind keeps its result in the same shape of row. */
export type DiscoveryKind = 'discover' | 'analyze-bundle' | 'hierarchy' | 'reader-view';

export type DiscoveryStatus = 'running' | 'completed' | 'failed' | 'cancelled';

export interface DiscoveryRecord {
  id: DiscoveryId;
  organizationId: OrganizationId;
  artifactId: ArtifactId;
  kind: DiscoveryKind;
  /** As normalised by the WHATWG URL parser. */
  url: string;
  options: Readonly<Record<string, unknown>>;
  status: DiscoveryStatus;
  /** How the reservation ended; `reserved` while it runs. */
  charge: 'reserved' | 'committed' | 'refunded';
  createdAtMs: number;
  completedAtMs: number | null;
  /** What the run found, as JSON; null until it ends. */
  result: unknown;
  /** The stream's events, as JSON; empty until it ends. */
  events: unknown;
  /** The problem it ended with: `{code, detail, stage?}`. */
  failure: { code: string; detail: string; stage?: string } | null;
}

/** A discovery as it is stored, for answers that copy its result instead of parsing it. */
export interface DiscoveryText extends Omit<DiscoveryRecord, 'options' | 'events' | 'result'> {
  /** JSON text; null until the run ends. */
  result: string | null;
  /** Null where the result is not a list of endpoints. */
  endpointCount: number | null;
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
  /** A completed run of the same request since then is returned instead, uncharged; null never. */
  reuseSinceMs: number | null;
  /** Discoveries of anonymous visitors on one UTC day; null for a ledger that is not a visitor's. */
  anonymousPerDayMax: number | null;
  nowMs: number;
}

export type ReserveOutcome =
  | { kind: 'reserved' }
  /** The same request was answered before: by Idempotency-Key, or within the hour. Nothing was charged. */
  | { kind: 'repeated'; discoveryId: DiscoveryId }
  | { kind: 'idempotency_key_reused' }
  | { kind: 'exhausted' }
  /** The day has had all its anonymous discoveries. Nothing changed. */
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

/** Who asks, as hashes under one pepper. */
export interface Pair {
  fingerprint: KeyedHash;
  /** Of the components that do not depend on the version of the fingerprint library. */
  core: KeyedHash;
  network: KeyedHash;
}

/**
 * Who asks. The current pepper comes first in both lists; whatever is found under an older one is moved
 * to the current one on sight.
 */
export interface Identity {
  pairs: readonly [Pair, ...Pair[]];
  /** Of the device token that the client sent; empty without one. */
  devices: readonly KeyedHash[];
  /** Of the fingerprint library, `major.minor`. */
  libraryVersion: string;
}

/** An address prefix of the caller. Counts are read under every pepper and kept under the first. */
export interface Prefix {
  /** In bits: 32 or 24 of an IPv4 address, 64, 56 or 48 of an IPv6 one. */
  prefixLength: number;
  hashes: readonly [KeyedHash, ...KeyedHash[]];
}

/** What the price of a new visitor is made of, as far as storage knows it. */
export interface Arrivals {
  /** As the prefixes that were asked for, the finest first. */
  levels: readonly {
    prefixLength: number;
    /** New visitors of this prefix; each counts half after 24 hours, and so on. */
    decayedCount: number;
    /** Those among them whose fingerprint had never been seen anywhere. */
    neverSeenCount: number;
  }[];
  /** Whether anybody anywhere is linked with the caller's fingerprint. */
  isFingerprintKnown: boolean;
  /** New visitors of this UTC day, of the whole service. */
  visitorsToday: number;
}

/** What a birth must meet. */
export interface ArrivalTerms {
  prefixes: readonly Prefix[];
  visitorsPerDayMax: number;
  /**
   * Whether what was paid is enough for these arrivals. Asked inside the transaction, so that parallel
   * callers do not all pay the price of the first: synchronous, and asked once; the birth follows a yes.
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
  /** The solved challenge, verified; without one, no new visitor comes into being. */
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
  /** The price has risen since the challenge was made. The proof is spent: its work counts towards the rest. */
  | { kind: 'underpaid'; arrivals: Arrivals }
  /** The day has had all its new visitors. Nothing changed. */
  | { kind: 'day_full' };

export interface LiveKeyInput {
  organizationId: OrganizationId;
  organizationName: string;
  plan: PlanName;
  key: { id: ApiKeyId; hash: ApiKeyHash; last4: string; name: string | null };
  nowMs: number;
}

export type SessionStatus = 'active' | 'ended';

/** A saved discovery configuration. */
export interface SessionRecord {
  id: SessionId;
  organizationId: OrganizationId;
  name: string;
  url: string;
  options: Readonly<Record<string, unknown>>;
  jobId: DiscoveryId | null;
  status: SessionStatus;
  createdAtMs: number;
}

export interface UsageRow {
  /** `YYYY-MM-DD`, UTC */
  day: string;
  organizationId: OrganizationId;
  keyId: ApiKeyId;
  module: Module | 'playground';
  requests: number;
  lastUsedAtMs: number;
}

/** The storage cannot be reached or written; the call may be tried again. */
export class StorageUnavailable extends Error {}

/**
 * What the service asks of a database. Every method is one atomic operation and resolves once its
 * effect survives a power cut. The tenant is an argument wherever a row has an owner.
 * @throws StorageUnavailable from any method.
 */
export interface Storage {
  findKey(hash: ApiKeyHash): Promise<KeyRecord | null>;
  findOrganization(id: OrganizationId): Promise<OrganizationRecord | null>;
  createLiveKey(input: LiveKeyInput): Promise<void>;
  listLiveKeys(): Promise<(KeyRecord & { organizationName: string; plan: PlanName })[]>;
  /** @returns false when there is no such key, or it is revoked already. */
  revokeKey(id: ApiKeyId, nowMs: number): Promise<boolean>;

  /** Which rule would recognise this caller, changing nothing. */
  recognise(input: Pick<MintInput, 'identity' | 'seats'>): Promise<Recognition>;
  /** What a new visitor from these prefixes would be priced by, changing nothing. */
  readArrivals(
    input: Pick<MintInput, 'identity' | 'nowMs'> & Pick<ArrivalTerms, 'prefixes'>,
  ): Promise<Arrivals>;
  /** Recognises or creates a visitor and gives it a key, in one step. */
  mintKey(input: MintInput): Promise<MintOutcome>;
  /**
   * Notes that a key is used from a network, unless it was used from `networksMax` others on this UTC day.
   * Writes nothing for a network that is noted already or refused.
   * @param networks the network under every pepper, the current first
   * @returns false where it is one network too many
   */
  admitKeyNetwork(input: {
    keyId: ApiKeyId;
    networks: readonly [KeyedHash, ...KeyedHash[]];
    networksMax: number;
    nowMs: number;
  }): Promise<boolean>;
  /** Deletes links and devices not seen since then, and counts that no longer count. Ledgers stay. */
  sweep(input: { linksSinceMs: number; nowMs: number }): Promise<{ links: number }>;

  readLedger(ref: LedgerRef): Promise<Ledger>;
  /** Reserves one discovery of a ledger, or none, and begins its row. */
  reserveDiscovery(input: ReserveInput): Promise<ReserveOutcome>;
  /** Charges a running discovery. Once; a second call changes nothing. */
  commitReservation(id: ReservationId, nowMs: number): Promise<boolean>;
  /**
   * Ends a discovery and settles its reservation unless that was settled before. Of what a ledger was given
   * back only the latest are kept.
   */
  finishDiscovery(input: FinishInput): Promise<void>;
  /** Gives back whatever a dead process left reserved. @returns how many. */
  recoverReservations(nowMs: number): Promise<number>;

  findDiscovery(id: DiscoveryId, organizationId: OrganizationId): Promise<DiscoveryRecord | null>;
  findDiscoveryText(id: DiscoveryId, organizationId: OrganizationId): Promise<DiscoveryText | null>;
  findArtifact(id: ArtifactId, organizationId: OrganizationId): Promise<DiscoveryRecord | null>;
  /** Completed discoveries of an organization, newest first, without their events. */
  listDiscoveries(organizationId: OrganizationId, limit: number): Promise<DiscoveryRecord[]>;

  createSession(record: SessionRecord): Promise<void>;
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

  recordUsage(rows: readonly UsageRow[]): Promise<void>;
  close(): Promise<void>;
}
