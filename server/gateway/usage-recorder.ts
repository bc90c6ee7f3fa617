import type { Storage } from '../storage/port.ts';
import type { UsageEvent, UsageTotal } from '../storage/port/usage.ts';
import { utcDate } from '../time/calendar.ts';

/** About 10 MB. Past it a request is still in the sums, but not stored by itself. */
const EVENTS_MAX = 50_000;
/** Sums that wait: one per day, organization, module, key and status class. */
const TOTALS_MAX = 50_000;
/** Written in one commit. A few milliseconds of the event loop, then other requests have their turn. */
const BATCH = 500;

export interface UsageRecorderDeps {
  storage: Pick<Storage, 'recordUsage'>;
  log: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/**
 * Keeps requests in memory and writes them once a second, because statistics are not worth an fsync per request.
 * Neither a full memory nor a database that fails is ever noticed by a request. A crash loses the last second of
 * statistics, and never a charge: quotas are kept in the ledger and do not depend on what is counted here.
 */
export class UsageRecorder {
  readonly #deps: UsageRecorderDeps;
  #events: UsageEvent[] = [];
  readonly #totals = new Map<string, UsageTotal>();
  #dropped = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: UsageRecorderDeps) {
    this.#deps = deps;
  }

  /** Counts one request. Does no I/O. */
  record(event: UsageEvent): void {
    if (this.#events.length < EVENTS_MAX) this.#events.push(event);
    else this.#dropped += 1;
    this.#add({
      ...event,
      day: utcDate(event.atMs),
      statusClass: `${Math.floor(event.status / 100)}xx`,
      requests: 1,
      lastUsedAtMs: event.atMs,
    });
  }

  /** Writes what was recorded so far. Resolves in any case: what could not be written waits for the next call. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#drain());
    return this.#writing;
  }

  async #drain(): Promise<void> {
    if (this.#dropped > 0) {
      const details = { requests: this.#dropped };
      this.#dropped = 0;
      this.#deps.log.warn(
        details,
        'requests are in the sums of usage, but not stored by themselves',
      );
    }
    // Only what waits now: requests that arrive meanwhile are for the next call, so this one ends.
    let rest = Math.max(this.#totals.size, this.#events.length);
    for (; rest > 0; rest -= BATCH) {
      if (!(await this.#writeBatch())) return;
    }
  }

  /** @returns false where storage failed; then nothing of the batch was written, and all of it waits again */
  async #writeBatch(): Promise<boolean> {
    const slots = [...this.#totals.keys().take(BATCH)];
    const totals = slots.flatMap((slot) => this.#totals.get(slot) ?? []);
    for (const slot of slots) this.#totals.delete(slot);
    const events = this.#events.splice(0, BATCH);
    try {
      await this.#deps.storage.recordUsage({ totals, events });
      return true;
    } catch (error) {
      for (const total of totals) this.#add(total);
      const room = EVENTS_MAX - this.#events.length;
      this.#dropped += Math.max(0, events.length - room);
      this.#events = [...events.slice(0, Math.max(0, room)), ...this.#events];
      this.#deps.log.error({ err: error }, 'usage was not stored and is tried again');
      return false;
    }
  }

  #add({ organizationId, day, module, keyId, statusClass, ...sums }: UsageTotal): void {
    const slot = `${day} ${organizationId} ${keyId ?? ''} ${module} ${statusClass}`;
    const total = this.#totals.get(slot);
    const { requests, discoveries, durationMs, lastUsedAtMs } = sums;
    if (total) {
      total.requests += requests;
      total.discoveries += discoveries;
      total.durationMs += durationMs;
      total.lastUsedAtMs = Math.max(total.lastUsedAtMs, lastUsedAtMs);
    } else if (this.#totals.size < TOTALS_MAX) {
      const key = { organizationId, day, module, keyId, statusClass };
      this.#totals.set(slot, { ...key, requests, discoveries, durationMs, lastUsedAtMs });
    } else {
      this.#dropped += requests;
    }
  }
}
