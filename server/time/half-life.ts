/** A count of new visitors halves in this time, so that a network is never marked for good. */
export const HALF_LIFE_MS = 24 * 3_600_000;

/** A stored count as it is worth now. A clock that went backwards changes nothing. */
export function decayedCount(count: number, updatedAtMs: number, nowMs: number): number {
  return count * 0.5 ** (Math.max(0, nowMs - updatedAtMs) / HALF_LIFE_MS);
}
