/** Seconds of the current UTC month, and those still to come. */
export function monthSeconds(nowMs: number): { length: number; rest: number; endsAtMs: number } {
  const now = new Date(nowMs);
  const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const endsAtMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return {
    length: (endsAtMs - start) / 1000,
    rest: Math.ceil((endsAtMs - nowMs) / 1000),
    endsAtMs,
  };
}
