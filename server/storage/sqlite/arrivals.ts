import type { Database } from 'better-sqlite3';
import { decayedCount } from '../../limits/half-life.ts';
import type { Arrivals, ArrivalsQuery, ArrivalTerms } from '../port/visitors.ts';
import type { DailyTotals } from './daily-totals.ts';

interface Row {
  visitors: number;
  never_seen: number;
  updated_at_ms: number;
}

/** Decayed counts of new visitors. Synchronous, because creating a visitor reads and adds in one transaction. */
export function createArrivals(db: Database, totals: DailyTotals) {
  const select = db.prepare<[string], Row>(
    'SELECT visitors, never_seen, updated_at_ms FROM arrival WHERE prefix_hash = ?',
  );
  const upsert = db.prepare<[string, number, number, number]>(
    `INSERT INTO arrival (prefix_hash, visitors, never_seen, updated_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (prefix_hash) DO UPDATE SET visitors = excluded.visitors,
       never_seen = excluded.never_seen, updated_at_ms = excluded.updated_at_ms`,
  );
  const selectFingerprint = db
    .prepare<[string], number>('SELECT 1 FROM visitor_link WHERE fingerprint_hash = ? LIMIT 1')
    .pluck();

  /** The counts of one row, decayed to now. */
  function countOf(hash: string, halfLifeMs: number, nowMs: number) {
    const row = select.get(hash);
    if (!row) return { visitors: 0, neverSeen: 0 };
    return {
      visitors: decayedCount(row.visitors, row.updated_at_ms, nowMs, halfLifeMs),
      neverSeen: decayedCount(row.never_seen, row.updated_at_ms, nowMs, halfLifeMs),
    };
  }

  return {
    read({ identity, prefixes, halfLifeMs, nowMs }: ArrivalsQuery): Arrivals {
      return {
        levels: prefixes.map(({ prefixLength, hashes }) => {
          // Counts under older peppers are added, so that a rotation does not reset the price.
          const counts = hashes.map((hash) => countOf(hash, halfLifeMs, nowMs));
          return {
            prefixLength,
            decayedCount: counts.reduce((sum, { visitors }) => sum + visitors, 0),
            neverSeenCount: counts.reduce((sum, { neverSeen }) => sum + neverSeen, 0),
          };
        }),
        isFingerprintKnown: identity.pairs.some(
          ({ fingerprint }) => selectFingerprint.get(fingerprint) !== undefined,
        ),
        visitorsToday: totals.read('visitors', nowMs),
      };
    },

    /** Counts one new visitor. `isNeverSeen` must have been read before the visitor was linked. */
    add({ prefixes, halfLifeMs }: ArrivalTerms, isNeverSeen: boolean, nowMs: number): void {
      for (const { hashes } of prefixes) {
        const { visitors, neverSeen } = countOf(hashes[0], halfLifeMs, nowMs);
        upsert.run(hashes[0], visitors + 1, neverSeen + (isNeverSeen ? 1 : 0), nowMs);
      }
      totals.add('visitors', nowMs);
    },
  };
}
