import { trustId, type NodeId } from '../../server/identifiers/ids.ts';
import { HALF_LIFE_MS } from '../../server/limits/half-life.ts';
import type { Lease } from '../../server/storage/port/reservations.ts';
import type { ArrivalTerms, KeptPerVisitor, Prefix } from '../../server/storage/port/visitors.ts';

export const LEASE_MS = 30_000;

/** A lease as a process takes it. */
export const leaseAt = (nowMs: number, node = 'a node'): Lease => ({
  nodeId: trustId<NodeId>(node),
  expiresAtMs: nowMs + LEASE_MS,
});

/** Terms at which every proof pays for a visitor. */
export const anyArrivals = (
  prefixes: readonly Prefix[],
  visitorsPerDayMax: number,
): ArrivalTerms => ({
  prefixes,
  halfLifeMs: HALF_LIFE_MS,
  visitorsPerDayMax,
  bounds: {
    levels: prefixes.map(() => ({
      decayedCountMax: Number.POSITIVE_INFINITY,
      neverSeenCountMax: Number.POSITIVE_INFINITY,
    })),
    visitorsTodayMax: Number.POSITIVE_INFINITY,
    needsKnownFingerprint: false,
  },
});

const KEPT: KeptPerVisitor = { linksMax: 64, devicesMax: 64, keysMax: 64 };
export const GIVEN_BACK_MAX = 50;

/** What a test's visitors get beside what it is about. */
export const PLAYGROUND_TERMS = { organizationName: 'Playground', plan: 'playground', kept: KEPT };
