import type { Database } from 'better-sqlite3';

/** What other connections and processes have committed. One for all caches of a connection. */
export interface OtherConnections {
  /** Calls `listener` from `look` where there was a commit since the last look. */
  onCommit(listener: () => void): void;
  /** To call before a remembered row is used. Cheap after its first call in a turn of the event loop. */
  look(): void;
}

/**
 * Notices that another connection or process has committed: SQLite's `data_version` is compared once in each turn of
 * the event loop that looks. What is sent after the change is read in a later turn.
 */
export function watchOtherConnections(db: Database): OtherConnections {
  const selectVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  const listeners: (() => void)[] = [];
  let version = selectVersion.get();
  let isCompared = false;
  const beginTurn = () => (isCompared = false);
  return {
    onCommit: (listener) => void listeners.push(listener),
    look() {
      if (isCompared) return;
      const current = selectVersion.get();
      // Noted only now: where the comparison throws, the next look compares again.
      isCompared = true;
      setImmediate(beginTurn);
      if (current === version) return;
      version = current;
      for (const listener of listeners) listener();
    },
  };
}
