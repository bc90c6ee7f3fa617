import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';

const DAY_MS = 24 * 3_600_000;
/** How long single requests are kept. Their sums by day stay. */
const EVENT_LIFETIME_MS = 90 * DAY_MS;
/** In one commit: some milliseconds of the event loop. */
const BATCH = 2_000;

interface ForgetUsageDeps {
  storage: Pick<Storage, 'forgetUsage'>;
  clock: Clock;
  log: { error(details: object, message: string): void };
}

/** Deletes single requests after 90 days, now and once a day. @returns a function that stops it */
export function forgetUsageDaily(deps: ForgetUsageDeps): () => void {
  let isStopped = false;
  const sweep = async () => {
    try {
      await forgetUsage(deps, () => isStopped);
    } catch (error) {
      // Tried again tomorrow. Until then rows are kept a day longer than promised, so the operator must hear of it.
      deps.log.error({ err: error }, 'requests older than 90 days were not deleted');
    }
  };
  void sweep();
  const timer = setInterval(sweep, DAY_MS);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

/** Batch by batch, so that requests have their turn in between. */
export async function forgetUsage(
  { storage, clock }: Pick<ForgetUsageDeps, 'storage' | 'clock'>,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const beforeMs = clock.now() - EVENT_LIFETIME_MS;
  let deleted = BATCH;
  while (deleted === BATCH && !isStopped()) {
    deleted = await storage.forgetUsage({ beforeMs, countMax: BATCH });
  }
}
