import type { ApiKeyHash } from '../../identifiers/api-key.ts';
import type { ApiKeyId, OrganizationId, VisitorId } from '../../identifiers/ids.ts';
import type { KeyedHash } from '../../identifiers/keyed-hash.ts';
import type { PlanName } from '../../organizations/plans.ts';
import type { Ledger } from './reservations.ts';

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
    /** New visitors of this prefix. Each counts half after one half-life, a quarter after two, and so on. */
    decayedCount: number;
    /** Those among them whose fingerprint had never been seen anywhere. */
    neverSeenCount: number;
  }[];
  /** Whether any visitor, on any network, is linked with the caller's fingerprint. */
  isFingerprintKnown: boolean;
  /** New visitors of this UTC day, of the whole service. */
  visitorsToday: number;
}

/** The highest arrivals at which a visitor is created. `Infinity` where a number does not matter. */
export interface ArrivalBounds {
  /** One per prefix, in the order of the prefixes. */
  levels: readonly { decayedCountMax: number; neverSeenCountMax: number }[];
  visitorsTodayMax: number;
  /** Whether the caller's fingerprint must be known: one that is not would cost more. */
  needsKnownFingerprint: boolean;
}

/** Whose arrivals are read. */
export interface ArrivalsQuery {
  identity: Identity;
  prefixes: readonly Prefix[];
  /** In this time a count is worth half. */
  halfLifeMs: number;
  nowMs: number;
}

/** The conditions for creating a visitor. */
export interface ArrivalTerms extends Pick<ArrivalsQuery, 'prefixes' | 'halfLifeMs'> {
  visitorsPerDayMax: number;
  /** What the proof pays for. It is compared as the visitor is created, so that of many at once each counts. */
  bounds: ArrivalBounds;
}

/** How many rows that cost a visitor nothing are kept for one visitor. The latest are. */
export interface KeptPerVisitor {
  /** Pairs of browser and network. */
  linksMax: number;
  /** Devices that have no discovery. */
  devicesMax: number;
  /** Keys, of which only revoked ones are deleted. */
  keysMax: number;
}

export interface MintInput {
  identity: Identity;
  /** Used where the client's device is not known: a fresh token's hash. */
  newDevice: KeyedHash;
  newVisitorId: VisitorId;
  newOrganizationId: OrganizationId;
  organizationName: string;
  plan: PlanName;
  key: { id: ApiKeyId; hash: ApiKeyHash; last4: string };
  /** The verified proof. Without one no visitor is created. */
  proof: { id: string; expiresAtMs: number } | null;
  arrival: ArrivalTerms;
  seats: number;
  activeKeysMax: number;
  lifetimeLimit: number;
  kept: KeptPerVisitor;
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
  /** The arrivals are past the bounds. Nothing changed, and the proof is not used up. */
  | { kind: 'out_of_bounds'; arrivals: Arrivals }
  /** The service has reached its number of new visitors for this UTC day. Nothing changed. */
  | { kind: 'day_full' };

/** Anonymous visitors: whom a caller is recognised as, and what a new one costs. */
export interface VisitorStorage {
  /** Which rule would recognise this caller. Changes nothing. */
  recognise(input: Pick<MintInput, 'identity' | 'seats'>): Promise<Recognition>;
  /** The numbers that a new visitor from these prefixes would be priced by. Changes nothing. */
  readArrivals(query: ArrivalsQuery): Promise<Arrivals>;
  /** Recognises or creates a visitor and makes a key for it, in one transaction. */
  mintKey(input: MintInput): Promise<MintOutcome>;
  /**
   * Uses a proof up without creating a visitor.
   * @returns false where it was used before: of two calls at once one gets true
   */
  spendProof(proof: { id: string; expiresAtMs: number }, nowMs: number): Promise<boolean>;
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
  /**
   * Deletes links and devices not seen since `linksSinceMs`, arrivals that have not grown since `arrivalsSinceMs`, and
   * what was counted for UTC days before that of `nowMs`. Ledgers stay.
   */
  sweep(input: {
    linksSinceMs: number;
    arrivalsSinceMs: number;
    nowMs: number;
  }): Promise<{ links: number }>;
}
