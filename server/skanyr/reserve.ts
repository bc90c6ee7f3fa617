import {
  isVisitorLedger,
  trustId,
  type ArtifactId,
  type DiscoveryId,
  type OrganizationId,
  type ReservationId,
} from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import type { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { LedgerRef, Lease, ReserveOutcome } from '../storage/port/reservations.ts';
import type { DiscoveryKind } from '../storage/port/discoveries.ts';
import type { Clock } from '../time/clock.ts';
import type { Work } from './carry-out.ts';
import { anonymousDayFull, exhausted, keyReused, tooManyRunning } from './refusals.ts';
import { Run } from './run.ts';
import { requestHash } from './target.ts';

/** How long the same request is answered from the stored result. */
const REUSE_MS = 3_600_000;

/** A discovery that a call asks for, with the ledger that pays for it. */
export interface StartInput {
  organizationId: OrganizationId;
  ledger: LedgerRef;
  /** Null: no limit of the plan. */
  concurrentMax: number | null;
  kind: DiscoveryKind;
  url: string;
  options: Readonly<Record<string, unknown>>;
  idempotencyKey: string | null;
  /** False: carried out anew even when the same request was answered within the hour. */
  reuse: boolean;
  work: Work;
  /** The site that the request came from, as the client says; null where it says none. */
  site?: string | null;
  onBegan?: (run: Run) => void;
}

/** A run with IDs of its own, which is not reserved yet. */
export const newRun = (input: StartInput, deps: { clock: Clock; random: Random }): Run =>
  new Run({
    ...input,
    site: input.site ?? null,
    id: trustId<DiscoveryId>(deps.random.uuid()),
    artifactId: trustId<ArtifactId>(deps.random.uuid()),
    reservationId: trustId<ReservationId>(deps.random.uuid()),
    createdAtMs: deps.clock.now(),
  });

/**
 * Reserves one discovery, or finds the earlier one of the same request.
 * @param anonymousPerDayMax discoveries that all anonymous visitors together may begin on one UTC day
 */
export const reserve = (
  run: Run,
  input: StartInput,
  storage: Pick<Storage, 'reserveDiscovery'>,
  anonymousPerDayMax: number,
  lease: Lease,
): Promise<ReserveOutcome> =>
  storage.reserveDiscovery({
    discoveryId: run.id,
    artifactId: run.artifactId,
    reservationId: run.reservationId,
    organizationId: input.organizationId,
    ledger: input.ledger,
    kind: input.kind,
    url: input.url,
    options: input.options,
    requestHash: requestHash(input.kind, input.url, input.options),
    idempotencyKey: input.idempotencyKey,
    concurrentMax: input.concurrentMax,
    anonymousPerDayMax: isVisitorLedger(input.ledger.id) ? anonymousPerDayMax : null,
    reuseSinceMs: input.reuse ? run.createdAtMs - REUSE_MS : null,
    lease,
    nowMs: run.createdAtMs,
  });

type Refused = Exclude<ReserveOutcome, { kind: 'reserved' | 'repeated' }>;

/** The problem that a call gets whose discovery was not reserved. */
export function refusalOf(outcome: Refused, input: StartInput, nowMs: number): Problem {
  switch (outcome.kind) {
    case 'idempotency_key_reused':
      return keyReused();
    case 'exhausted':
      return exhausted(input.ledger, nowMs);
    case 'too_many_running':
      return tooManyRunning(input.concurrentMax ?? 0);
    case 'day_full':
      return anonymousDayFull(nowMs);
    default:
      return outcome satisfies never;
  }
}
