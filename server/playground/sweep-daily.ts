import { HALF_LIFE_MS } from '../limits/half-life.ts';
import type { Clock } from '../time/clock.ts';
import type { Storage } from '../storage/port.ts';

const DAY_MS = 24 * 3_600_000;
/** After this many half-lives ten thousand arrivals are worth less than one. */
const ARRIVAL_HALF_LIVES_MAX = 14;
/** Thirteen months without a visit. */
const LINK_LIFETIME_MS = 396 * DAY_MS;

interface SweepDeps {
  storage: Pick<Storage, 'sweep'>;
  clock: Clock;
  log: {
    info(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/** Deletes expired links to visitors now and once a day. @returns a function that stops it */
export function sweepDaily(deps: SweepDeps): () => void {
  const sweep = async () => {
    const nowMs = deps.clock.now();
    try {
      const { links } = await deps.storage.sweep({
        linksSinceMs: nowMs - LINK_LIFETIME_MS,
        arrivalsSinceMs: nowMs - ARRIVAL_HALF_LIVES_MAX * HALF_LIFE_MS,
        nowMs,
      });
      if (links > 0) deps.log.info({ links }, 'deleted expired links to visitors');
    } catch (error) {
      // Tried again tomorrow. Until then nothing depends on it.
      deps.log.error({ err: error }, 'expired links were not deleted');
    }
  };
  void sweep();
  const timer = setInterval(sweep, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
