const DAY_MS = 24 * 3_600_000;

let lastTimestamp = { atMs: Number.NaN, text: '' };

/**
 * An instant in RFC 3339, such as `2026-11-24T12:00:00.000Z`. The last result is kept: a busy service asks for the same
 * millisecond many times, and formatting takes a microsecond.
 */
export function utcTimestamp(nowMs: number): string {
  if (nowMs !== lastTimestamp.atMs) {
    lastTimestamp = { atMs: nowMs, text: new Date(nowMs).toISOString() };
  }
  return lastTimestamp.text;
}

let lastDay = { number: Number.NaN, text: '' };

/** The UTC day of an instant as `YYYY-MM-DD`. The last result is kept, because every request asks for it. */
export function utcDate(nowMs: number): string {
  const number = Math.floor(nowMs / DAY_MS);
  if (number !== lastDay.number) {
    lastDay = { number, text: new Date(nowMs).toISOString().slice(0, 10) };
  }
  return lastDay.text;
}

/** The UTC day of an instant as `YYYY-MM-DD`, and the whole seconds until the next one. */
export function utcDay(nowMs: number): { day: string; restSeconds: number } {
  return {
    day: utcDate(nowMs),
    restSeconds: Math.ceil((DAY_MS - (nowMs % DAY_MS)) / 1000),
  };
}

/** The UTC month of an instant: its length and what is left of it in seconds, and when it ends. */
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
