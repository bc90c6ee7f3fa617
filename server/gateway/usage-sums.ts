import type { UsageEvent, UsageTotal } from '../storage/port/usage.ts';
import { utcDate } from '../time/calendar.ts';

/** Adds requests up by day, organization, module, key and status class. */
export class UsageSums {
  readonly #totals = new Map<string, UsageTotal>();
  readonly #totalsMax: number;

  constructor(totalsMax = Number.POSITIVE_INFINITY) {
    this.#totalsMax = totalsMax;
  }

  get size(): number {
    return this.#totals.size;
  }

  /** @returns false where there are `totalsMax` sums, and this would be another: then nothing is added */
  add(added: UsageTotal): boolean {
    const { day, organizationId, keyId, module, statusClass } = added;
    const slot = `${day} ${organizationId} ${keyId ?? ''} ${module} ${statusClass}`;
    const total = this.#totals.get(slot);
    if (total) {
      total.requests += added.requests;
      total.discoveries += added.discoveries;
      total.durationMs += added.durationMs;
      total.lastUsedAtMs = Math.max(total.lastUsedAtMs, added.lastUsedAtMs);
      return true;
    }
    if (this.#totals.size >= this.#totalsMax) return false;
    this.#totals.set(slot, { ...added });
    return true;
  }

  /** Removes up to `count` sums. */
  take(count = Number.POSITIVE_INFINITY): UsageTotal[] {
    const taken = [...this.#totals].slice(0, count);
    for (const [slot] of taken) this.#totals.delete(slot);
    return taken.map(([, total]) => total);
  }
}

/** One request as a sum. */
export function totalOf(event: UsageEvent): UsageTotal {
  return {
    organizationId: event.organizationId,
    day: utcDate(event.atMs),
    module: event.module,
    keyId: event.keyId,
    statusClass: `${Math.floor(event.status / 100)}xx`,
    requests: 1,
    discoveries: event.discoveries,
    durationMs: event.durationMs,
    lastUsedAtMs: event.atMs,
  };
}

export function sumUp(events: readonly UsageEvent[]): UsageTotal[] {
  const sums = new UsageSums();
  for (const event of events) sums.add(totalOf(event));
  return sums.take();
}
