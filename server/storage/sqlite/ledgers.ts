import type { Database } from 'better-sqlite3';
import type { Ledger, LedgerRef } from '../port/reservations.ts';
import { createRowCache } from './row-cache.ts';
import type { OtherConnections } from './watch-connections.ts';

interface LedgerRow {
  quota_limit: number | null;
  used: number;
  reserved: number;
}

/** About 2 MB. */
const ROWS_MAX = 10_000;

/**
 * The rows of the quotas. Nothing else changes a ledger. Synchronous: called within a transaction. A `CHECK` of
 * the table refuses any statement after which used plus reserved would pass the limit.
 */
export function createLedgers(db: Database, others: OtherConnections) {
  const select = db.prepare<[string], LedgerRow>(
    'SELECT quota_limit, used, reserved FROM ledger WHERE id = ?',
  );
  // A changed plan takes effect at the next reservation. The CHECK allows no limit below what is spent already, so
  // a lower one is stored as what is spent: then nothing is left, until the next month has a row of its own.
  const upsert = db.prepare<[string, number | null]>(
    `INSERT INTO ledger (id, quota_limit) VALUES (?, ?)
     ON CONFLICT (id) DO UPDATE SET quota_limit = CASE
       WHEN excluded.quota_limit IS NULL THEN NULL
       ELSE max(excluded.quota_limit, used + reserved) END`,
  );
  // Decides and writes in one statement, so that two callers can never both take the last discovery.
  const take = db.prepare<[string]>(
    `UPDATE ledger SET reserved = reserved + 1
     WHERE id = ? AND (quota_limit IS NULL OR used + reserved < quota_limit)`,
  );
  const charge = db
    .prepare<[string], number>(
      'UPDATE ledger SET reserved = reserved - 1, used = used + 1 WHERE id = ? RETURNING used',
    )
    .pluck();
  const giveBack = db.prepare<[string]>('UPDATE ledger SET reserved = reserved - 1 WHERE id = ?');
  const rows = createRowCache<LedgerRow>(db, others, {
    table: 'ledger',
    weightMax: ROWS_MAX,
    weigh: () => 1,
  });
  const read = (ref: LedgerRef): Ledger => toLedger(select.get(ref.id), ref);

  return {
    /** For what shows a quota. What decides, within a transaction, reads the row itself. */
    readRemembered: (ref: LedgerRef): Ledger =>
      toLedger(
        rows.get(ref.id, () => select.get(ref.id)),
        ref,
      ),
    read,
    hasRoom(ref: LedgerRef): boolean {
      const { limit, used, reserved } = read(ref);
      return limit === null || used + reserved < limit;
    },
    /** Creates the ledger, or takes over its limit. */
    ensure({ id, limit }: LedgerRef): void {
      upsert.run(id, limit);
    },
    /** Reserves one discovery. @returns false where none is left */
    take: (id: string): boolean => take.run(id).changes === 1,
    /** Turns one reserved discovery into a used one. @returns how many are used now */
    charge(id: string): number {
      const used = charge.get(id);
      if (used === undefined) throw new Error('A reservation has no ledger.');
      return used;
    },
    giveBack(id: string): void {
      giveBack.run(id);
    },
  };
}

// The limit is the caller's: the stored one is that of the last reservation, and may be higher than a lowered one.
const toLedger = (row: LedgerRow | undefined, { limit }: LedgerRef): Ledger => ({
  limit,
  used: row?.used ?? 0,
  reserved: row?.reserved ?? 0,
});

export type Ledgers = ReturnType<typeof createLedgers>;
