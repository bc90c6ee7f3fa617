import { sendExpiryNotices } from '../organizations/expiry-notices.ts';
import { forgetUsage } from '../organizations/forget-usage.ts';
import { sweepLinks } from '../playground/sweep-links.ts';
import type { HttpServer } from '../routes/http-server.ts';
import { repeat } from '../time/repeat.ts';
import type { AppDeps } from './app-deps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Half of the second that a crash may lose: the other half is for the writing and for a busy machine. */
const COUNTS_FLUSH_MS = 500;

/** The work that no request asks for, from the start of the server until it closes. */
export function startBackgroundWork(
  app: HttpServer,
  { storage, accounts, clock }: AppDeps,
  counters: readonly { flush(): Promise<void> }[],
): void {
  const { log } = app;
  const notifyOwners = accounts?.notifyOwners ?? null;
  const logAs = (message: string) => (error: unknown) => log.error({ err: error }, message);
  const stops = [
    repeat(
      DAY_MS,
      () => sweepLinks({ storage, clock, log }),
      logAs('expired links to visitors were not deleted'),
    ),
    // Where this fails, rows are kept a day longer than promised: the operator must hear of it.
    repeat(
      DAY_MS,
      (stopped) => forgetUsage({ storage, clock }, stopped),
      logAs('requests older than 90 days were not deleted'),
    ),
    // Each hour, so that the notice of a key's last day comes early on that day.
    repeat(
      HOUR_MS,
      () => sendExpiryNotices({ storage, clock, notifyOwners, log }),
      logAs('keys that expire soon could not be read'),
    ),
  ];
  app.addHook('onClose', async () => stops.forEach((stop) => stop()));
  flushRegularly(app, counters);
}

/** Stores what is counted in memory twice a second, and a last time at the close. */
function flushRegularly(app: HttpServer, counters: readonly { flush(): Promise<void> }[]): void {
  const flush = () => Promise.all(counters.map((counter) => counter.flush()));
  const timer = setInterval(flush, COUNTS_FLUSH_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await flush();
  });
}
