const DAY_MS = 24 * 3_600_000;

/** The UTC day of an instant as `YYYY-MM-DD`, and the whole seconds until the next one. */
export function utcDay(nowMs: number): { day: string; restSeconds: number } {
  return {
    day: new Date(nowMs).toISOString().slice(0, 10),
    restSeconds: Math.ceil((DAY_MS - (nowMs % DAY_MS)) / 1000),
  };
}

/** Whole seconds in the UTC month of an instant, those that are left of it, and when it ends. */
export function monthSeconds(nowMs: number): { length: number; rest: number; endsAtMs: number } {
  const now = new Date(nowMs);
  const startsAtMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const endsAtMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return {
    length: (endsAtMs - startsAtMs) / 1000,
    rest: Math.ceil((endsAtMs - nowMs) / 1000),
    endsAtMs,
  };
}
