import type { Database } from 'better-sqlite3';
import { utcDay } from '../../time/calendar.ts';

type Kind = 'visitors' | 'discoveries';

/** Totals of the whole service per UTC day. Used within a transaction where a decision depends on them. */
export function createDailyTotals(db: Database) {
  const select = db.prepare<[string, Kind], { total: number }>(
    'SELECT total FROM daily_total WHERE day = ? AND kind = ?',
  );
  const add = db.prepare<[string, Kind]>(
    `INSERT INTO daily_total (day, kind, total) VALUES (?, ?, 1)
     ON CONFLICT (day, kind) DO UPDATE SET total = total + 1`,
  );
  const subtract = db.prepare<[string, Kind]>(
    'UPDATE daily_total SET total = max(0, total - 1) WHERE day = ? AND kind = ?',
  );
  return {
    read: (kind: Kind, nowMs: number) => select.get(utcDay(nowMs).day, kind)?.total ?? 0,
    add(kind: Kind, nowMs: number): void {
      add.run(utcDay(nowMs).day, kind);
    },
    /** @param addedAtMs when it was added, because it is subtracted from the total of that day */
    subtract(kind: Kind, addedAtMs: number): void {
      subtract.run(utcDay(addedAtMs).day, kind);
    },
  };
}
export type DailyTotals = ReturnType<typeof createDailyTotals>;
