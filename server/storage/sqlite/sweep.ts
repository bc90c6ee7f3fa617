import type { Database } from 'better-sqlite3';
import { utcDay } from '../../time/calendar.ts';
import type { Storage } from '../port.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<Storage, 'sweep'>;

/** Deletes what has expired or is worth nothing by now. Never deletes a visitor or a ledger. */
export function createSweep(db: Database, write: Write): Methods {
  const links = db.prepare<[number]>('DELETE FROM visitor_link WHERE last_seen_at_ms < ?');
  const devices = db.prepare<[number]>(
    'DELETE FROM device WHERE coalesce(last_seen_at_ms, created_at_ms) < ?',
  );
  const arrivals = db.prepare<[number]>('DELETE FROM arrival WHERE updated_at_ms < ?');
  const networks = db.prepare<[string]>('DELETE FROM key_network WHERE day < ?');
  const totals = db.prepare<[string]>('DELETE FROM daily_total WHERE day < ?');
  return {
    sweep: ({ linksSinceMs, arrivalsSinceMs, nowMs }) =>
      write(() => {
        const { day } = utcDay(nowMs);
        arrivals.run(arrivalsSinceMs);
        networks.run(day);
        totals.run(day);
        return {
          links: links.run(linksSinceMs).changes + devices.run(linksSinceMs).changes,
        };
      }),
  };
}
