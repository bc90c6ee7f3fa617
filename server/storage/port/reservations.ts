import type {
  ArtifactId,
  DiscoveryId,
  LedgerId,
  NodeId,
  OrganizationId,
  ReservationId,
} from '../../identifiers/ids.ts';
import type { DiscoveryKind, DiscoveryRecord, DiscoveryStatus } from './discoveries.ts';

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

/** Which process carries a discovery out, and until when nobody else may end it. */
export interface Lease {
  nodeId: NodeId;
  expiresAtMs: number;
}

/**
 * The right to end a discovery. It is lost once the lease has expired and the reservation was recovered: that raises
 * the attempt, so that whatever the earlier holder writes afterwards changes nothing.
 */
export interface Hold {
  reservationId: ReservationId;
  attempt: number;
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
  lease: Lease;
  nowMs: number;
}

export type ReserveOutcome =
  | { kind: 'reserved'; attempt: number }
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
  hold: Hold;
  status: Exclude<DiscoveryStatus, 'running'>;
  settle: 'commit' | 'refund';
  result: unknown;
  events: unknown;
  failure: DiscoveryRecord['failure'];
  /** How many discoveries that were given back are kept for the ledger. The latest are. */
  givenBackMax: number;
  nowMs: number;
}

export type Settlement =
  /**
   * Done, by this call or an earlier one of the same attempt. `used` is how many discoveries of the ledger are charged
   * with this one, a different number for each; null where this call charged nothing.
   */
  | { kind: 'settled'; used: number | null }
  /** This attempt does not hold the reservation, or has given it back. Nothing changed. */
  | { kind: 'lost' };

export interface RecoverInput {
  /** `all` only where no other process can hold one: then a restart need not wait for leases to expire. */
  which: 'expired' | 'all';
  /** What the discoveries are said to have failed with. */
  failure: NonNullable<DiscoveryRecord['failure']>;
  givenBackMax: number;
  nowMs: number;
}

/** The life of a discovery's reservation: taken, then charged or given back. */
export interface ReservationStorage {
  readLedger(ref: LedgerRef): Promise<Ledger>;
  /** Reserves one discovery of a ledger, or none, and inserts its row with the status `running`. */
  reserveDiscovery(input: ReserveInput): Promise<ReserveOutcome>;
  /** Charges a running discovery. A second call changes nothing. */
  commitReservation(hold: Hold, nowMs: number): Promise<Settlement>;
  /**
   * Ends a discovery with its result and events, and charges or gives back its reservation unless that is done. A
   * second call changes nothing.
   */
  finishDiscovery(input: FinishInput): Promise<Settlement>;
  /** Sets when the leases of discoveries that still run expire. @returns those that are lost, or have ended */
  extendLeases(input: { holds: readonly Hold[]; expiresAtMs: number }): Promise<ReservationId[]>;
  /**
   * Ends discoveries whose holder is gone: gives back what is not charged, and frees their Idempotency-Keys.
   * @returns how many
   */
  recoverReservations(input: RecoverInput): Promise<number>;
}
