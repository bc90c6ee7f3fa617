/** The moment at which the gallery's clock stands: 24 November 2026, noon UTC. */
export const FIXED_NOW_MS = Date.UTC(2026, 10, 24, 12);

/** A time so many ms before that moment; negative: after it. */
export function ago(ms: number): string {
  return new Date(FIXED_NOW_MS - ms).toISOString();
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
