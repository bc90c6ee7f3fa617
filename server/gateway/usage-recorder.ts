import { utcDate } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';
import type { ApiKeyId, OrganizationId } from '../identifiers/ids.ts';
import type { Storage, UsageRow } from '../storage/port.ts';

type UsageModule = UsageRow['module'];

/**
 * Counts requests in memory and writes them once a second, because statistics are not worth an fsync per
 * request. A crash loses at most one second of statistics, and never a charge.
 */
export class UsageRecorder {
  readonly #rows = new Map<string, UsageRow>();
  readonly #clock: Clock;
  readonly #storage: Storage;

  constructor(clock: Clock, storage: Storage) {
    this.#clock = clock;
    this.#storage = storage;
  }

  record(organizationId: OrganizationId, keyId: ApiKeyId, module: UsageModule): void {
    const nowMs = this.#clock.now();
    const day = utcDate(nowMs);
    const slot = `${day} ${keyId} ${module}`;
    const row = this.#rows.get(slot);
    if (row) {
      row.requests += 1;
      row.lastUsedAtMs = nowMs;
    } else {
      this.#rows.set(slot, {
        day,
        organizationId,
        keyId,
        module,
        requests: 1,
        lastUsedAtMs: nowMs,
      });
    }
  }

  async flush(): Promise<void> {
    if (this.#rows.size === 0) return;
    const rows = [...this.#rows.values()];
    this.#rows.clear();
    await this.#storage.recordUsage(rows);
  }
}
