/** The time in which a count of new visitors halves, so that the price for an address prefix falls again by itself. */
export const HALF_LIFE_MS = 24 * 3_600_000;

/** A stored count after its decay up to now. Where the clock has gone backwards the count stays as it is. */
export function decayedCount(
  count: number,
  updatedAtMs: number,
  nowMs: number,
  halfLifeMs: number,
): number {
  return count * 0.5 ** (Math.max(0, nowMs - updatedAtMs) / halfLifeMs);
}
