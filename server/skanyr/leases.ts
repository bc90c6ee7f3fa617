import type { NodeId } from '../identifiers/ids.ts';
import type { Storage } from '../storage/port.ts';
import type { Lease, RecoverInput } from '../storage/port/reservations.ts';
import type { Clock } from '../time/clock.ts';
import { GIVEN_BACK_MAX, INTERRUPTED } from './ending.ts';

/**
 * How long a process may be silent until its discoveries are given back. It is extended three times in that, so that a
 * database that is away for a moment, or a clock that differs by some seconds, takes no run from its process.
 */
const LEASE_MS = 30_000;
const BEAT_MS = 10_000;

export const leaseFrom = (nodeId: NodeId, nowMs: number): Lease => ({
  nodeId,
  expiresAtMs: nowMs + LEASE_MS,
});

interface LeaseDeps {
  storage: Pick<Storage, 'recoverReservations'>;
  clock: Clock;
  log: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/** Gives back what processes that are gone had reserved. */
export async function recoverReservations(
  which: RecoverInput['which'],
  { storage, clock, log }: LeaseDeps,
  nowMs = clock.now(),
): Promise<void> {
  const recovered = await storage.recoverReservations({
    which,
    failure: INTERRUPTED,
    givenBackMax: GIVEN_BACK_MAX,
    nowMs,
  });
  if (recovered > 0) log.warn({ recovered }, 'ended discoveries whose process is gone');
}

/** Extends this process's leases and ends what other processes have left, every ten seconds. @returns a function that stops it */
export function keepLeases(
  deps: LeaseDeps & { runner: { extendLeases(nowMs: number): Promise<void> } },
): () => void {
  const timer = setInterval(() => void beat(deps), BEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Never rejects. */
export async function beat(
  deps: LeaseDeps & { runner: { extendLeases(nowMs: number): Promise<void> } },
): Promise<void> {
  // One time for both: were the clock set forward in between, this process would end what it has just extended.
  const nowMs = deps.clock.now();
  try {
    // First the own ones: after a long pause of this process they have expired, but nobody may have taken them yet.
    await deps.runner.extendLeases(nowMs);
    await recoverReservations('expired', deps, nowMs);
  } catch (error) {
    // Tried again at the next beat. A run whose lease expires meanwhile is told so when it ends.
    deps.log.error({ err: error }, 'leases could not be extended');
  }
}
