import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';

/** How long single requests are kept. Their sums by day stay. */
const EVENT_LIFETIME_MS = 90 * 24 * 3_600_000;
/** Requests deleted in one commit. It blocks the event loop for some milliseconds. */
const BATCH = 2_000;

interface ForgetUsageDeps {
  storage: Pick<Storage, 'forgetUsage'>;
  clock: Clock;
}

/** Deletes single requests after 90 days, in batches, so that other requests are answered in between. */
export async function forgetUsage(
  { storage, clock }: ForgetUsageDeps,
  stopped?: AbortSignal,
): Promise<void> {
  const beforeMs = clock.now() - EVENT_LIFETIME_MS;
  let deleted = BATCH;
  while (deleted === BATCH && stopped?.aborted !== true) {
    deleted = await storage.forgetUsage({ beforeMs, countMax: BATCH });
  }
}
