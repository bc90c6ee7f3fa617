import type { Storage } from '../storage/port.ts';
import type { UsageEvent } from '../storage/port/usage.ts';
import { sumUp, totalOf, UsageSums } from './usage-sums.ts';

/** About 10 MB. Past it a request is still in the sums, but not stored by itself. */
const EVENTS_MAX = 50_000;
/** Sums of requests past that. */
const TOTALS_MAX = 50_000;
/** Events written in one commit. It blocks the event loop for a few milliseconds, then other requests are served. */
const BATCH = 500;

type Batch = Parameters<Storage['recordUsage']>[0];

export interface UsageRecorderDeps {
  storage: Pick<Storage, 'recordUsage'>;
  log: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/**
 * Keeps requests in memory and writes them together, because statistics are not worth an fsync per request.
 * Neither a full memory nor a database that fails is ever noticed by a request. A crash loses what was not written
 * yet, and never a charge: quotas are kept in the ledger and do not depend on what is counted here. What is written
 * is written with its sums, so that a crash leaves both in agreement.
 */
export class UsageRecorder {
  readonly #deps: UsageRecorderDeps;
  #events: UsageEvent[] = [];
  /** Of requests that found the memory full. */
  readonly #sums = new UsageSums(TOTALS_MAX);
  #dropped = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: UsageRecorderDeps) {
    this.#deps = deps;
  }

  /** Counts one request. Does no I/O. */
  record(event: UsageEvent): void {
    if (this.#events.length < EVENTS_MAX) this.#events.push(event);
    else this.#drop(event);
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
    this.#groupByOrganization();
    // Only what waits now. Requests that arrive meanwhile are left to the next call, so that this one ends.
    for (let rest = this.#events.length; rest > 0; rest -= BATCH) {
      const events = this.#events.splice(0, BATCH);
      if (!(await this.#write({ events, totals: sumUp(events) }))) return this.#putBack(events);
    }
    for (let rest = this.#sums.size; rest > 0; rest -= BATCH) {
      const totals = this.#sums.take(BATCH);
      if (!(await this.#write({ events: [], totals })))
        return totals.forEach((total) => this.#sums.add(total));
    }
  }

  /**
   * Rows of one organization are written one after another: they then change the same pages of the database's index
   * of organizations. With hundreds of busy organizations that halves the cost of a row.
   */
  #groupByOrganization(): void {
    const groups = Map.groupBy(this.#events, ({ organizationId }) => organizationId);
    this.#events = [...groups.values()].flat();
  }

  /** @returns false where storage failed; then nothing of the batch was written */
  async #write(batch: Batch): Promise<boolean> {
    try {
      await this.#deps.storage.recordUsage(batch);
      return true;
    } catch (error) {
      this.#deps.log.error({ err: error }, 'usage was not stored and is tried again');
      return false;
    }
  }

  #putBack(events: UsageEvent[]): void {
    const room = Math.max(0, EVENTS_MAX - this.#events.length);
    this.#events = [...events.slice(0, room), ...this.#events];
    for (const event of events.slice(room)) this.#drop(event);
  }

  #drop(event: UsageEvent): void {
    this.#dropped += 1;
    this.#sums.add(totalOf(event));
  }
}
