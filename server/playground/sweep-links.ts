import { HALF_LIFE_MS } from '../limits/half-life.ts';
import type { Clock } from '../time/clock.ts';
import type { Storage } from '../storage/port.ts';

/** Thirteen months, in which the visitor was not seen on that network. */
const LINK_LIFETIME_MS = 396 * 24 * 3_600_000;
/** After this many half-lives ten thousand arrivals are worth less than one. */
const ARRIVAL_HALF_LIVES_MAX = 14;

interface SweepDeps {
  storage: Pick<Storage, 'sweep'>;
  clock: Clock;
  log: { info(details: object, message: string): void };
}

/** Deletes expired links to visitors, and says in the log how many. */
export async function sweepLinks({ storage, clock, log }: SweepDeps): Promise<void> {
  const nowMs = clock.now();
  const { links } = await storage.sweep({
    linksSinceMs: nowMs - LINK_LIFETIME_MS,
    arrivalsSinceMs: nowMs - ARRIVAL_HALF_LIVES_MAX * HALF_LIFE_MS,
    nowMs,
  });
  if (links > 0) log.info({ links }, 'deleted expired links to visitors');
}
