import type { Database } from 'better-sqlite3';

/**
 * Notices that another connection or process has committed: SQLite's `data_version` is compared once in each turn of
 * the event loop that asks. What is sent after the change is read in a later turn.
 * @returns a function to call before a remembered row is used. It calls `onChange` where there was a commit, and is
 * cheap after its first call in a turn.
 */
export function watchOtherConnections(db: Database, onChange: () => void): () => void {
  const selectVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let version = selectVersion.get();
  let isCompared = false;
  const beginTurn = () => (isCompared = false);
  return () => {
    if (isCompared) return;
    const current = selectVersion.get();
    // Noted only now: where the comparison throws, the next look compares again.
    isCompared = true;
    setImmediate(beginTurn);
    if (current === version) return;
    version = current;
    onChange();
  };
}
