import type { Clock } from '../time/clock.ts';
import type { Storage } from '../storage/port.ts';

const DAY_MS = 24 * 3_600_000;
/** Thirteen months. */
const LINK_LIFETIME_MS = 396 * DAY_MS;

interface SweepDeps {
  storage: Pick<Storage, 'sweep'>;
  clock: Clock;
  log: {
    info(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/** Forgets expired links now and once a day. @returns a function that stops it */
export function sweepDaily(deps: SweepDeps): () => void {
  const sweep = async () => {
    const nowMs = deps.clock.now();
    try {
      const { links } = await deps.storage.sweep({ linksSinceMs: nowMs - LINK_LIFETIME_MS, nowMs });
      if (links > 0) deps.log.info({ links }, 'forgot expired links to visitors');
    } catch (error) {
      // Tomorrow is another day: nothing hangs on it in between.
      deps.log.error({ err: error }, 'expired links were not forgotten');
    }
  };
  void sweep();
  const timer = setInterval(sweep, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
