import type { Database } from 'better-sqlite3';
import type { OtherConnections } from './watch-connections.ts';

/** Rows of one table that were found lately, by their ID. */
export interface RowCache<Row> {
  /** What is remembered; else what `read` finds. Call it outside of transactions: those may be rolled back. */
  get(id: string, read: () => Row | undefined): Row | undefined;
}

export interface RowCachePolicy<Row> {
  table: 'ledger' | 'discovery';
  /** The sum of the weights that is kept. Past it, the rows that were read first are dropped. */
  weightMax: number;
  /** What a row counts towards `weightMax`; null for a row that must not be remembered. */
  weigh(row: Row): number | null;
}

/**
 * Remembers rows, so that a request for a known one runs no statement. A row is forgotten as soon as it changes:
 *
 * - by this connection: triggers report it, whichever statement changed the row;
 * - by another connection or process: a commit of theirs empties the cache, see `watchOtherConnections`.
 *
 * Only what exists is remembered: made-up IDs put nothing in.
 */
export function createRowCache<Row>(
  db: Database,
  others: OtherConnections,
  policy: RowCachePolicy<Row>,
): RowCache<Row> {
  const { weightMax, weigh } = policy;
  const rows = new Map<string, { row: Row; weight: number }>();
  let weight = 0;
  function forget(id: string): void {
    weight -= rows.get(id)?.weight ?? 0;
    rows.delete(id);
  }
  function remember(id: string, row: Row): void {
    const added = weigh(row);
    if (added === null || added > weightMax) return;
    rows.set(id, { row, weight: added });
    weight += added;
    for (const oldest of rows.keys()) {
      if (weight <= weightMax) break;
      forget(oldest);
    }
  }
  reportChanges(db, policy.table, forget);
  others.onCommit(() => {
    rows.clear();
    weight = 0;
  });
  return {
    get(id, read) {
      // Before the row is read: what changes in between then shows in the next comparison.
      others.look();
      const known = rows.get(id);
      if (known !== undefined) return known.row;
      const row = read();
      if (row !== undefined) remember(id, row);
      return row;
    },
  };
}

/** Calls back with the ID of each row that is changed or deleted. */
function reportChanges(db: Database, table: string, onChange: (id: string) => void): void {
  const report = `report_${table}_change`;
  db.function(report, (id) => {
    onChange(String(id));
    return null;
  });
  // The triggers belong to this connection and are not stored in the file.
  db.pragma('temp_store = MEMORY');
  for (const change of ['UPDATE', 'DELETE']) {
    db.exec(
      `CREATE TEMP TRIGGER ${table}_${change}_seen AFTER ${change} ON main.${table}
       BEGIN SELECT ${report}(OLD.id); END`,
    );
  }
}
