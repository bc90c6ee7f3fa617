const DAY_MS = 24 * 3_600_000;

/** The UTC day of an instant as `YYYY-MM-DD`, and the whole seconds until the next one. */
export function utcDay(nowMs: number): { day: string; restSeconds: number } {
  return {
    day: new Date(nowMs).toISOString().slice(0, 10),
    restSeconds: Math.ceil((DAY_MS - (nowMs % DAY_MS)) / 1000),
  };
}
