/** A count of new visitors halves in this time, so that an address prefix becomes cheap again by itself. */
export const HALF_LIFE_MS = 24 * 3_600_000;

/** What a stored count is worth now. A clock that went backwards changes nothing. */
export function decayedCount(count: number, updatedAtMs: number, nowMs: number): number {
  return count * 0.5 ** (Math.max(0, nowMs - updatedAtMs) / HALF_LIFE_MS);
}
