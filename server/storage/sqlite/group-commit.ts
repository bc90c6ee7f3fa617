import type { Database } from 'better-sqlite3';
import { StorageUnavailable } from '../port.ts';

/** Runs an operation atomically and resolves once it is on disk. The operation must be synchronous. */
export type Write = <T>(operation: () => T) => Promise<T>;

interface Job {
  run(): void;
  /** Called after the commit: resolves or rejects the caller's promise. */
  settle(commitError: Error | null): void;
}

/**
 * Collects all writes of one turn of the event loop into one transaction. A commit costs an fsync; this way two
 * hundred writes share one. Each operation has a savepoint of its own, so that one that throws is undone and
 * rejected alone.
 */
export function createGroupCommit(db: Database): { write: Write; flush(): void } {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  let queue: Job[] = [];

  function flush(): void {
    const jobs = queue;
    queue = [];
    if (jobs.length === 0) return;
    let failure: Error | null = null;
    try {
      begin.run();
      for (const job of jobs) job.run();
      commit.run();
    } catch (error) {
      failure = new StorageUnavailable('The database could not be written.', { cause: error });
      if (db.inTransaction) rollback.run();
    }
    for (const job of jobs) job.settle(failure);
  }

  const write: Write = (operation) =>
    new Promise((resolve, reject) => {
      const inSavepoint = db.transaction(operation);
      let outcome: { value: ReturnType<typeof operation> } | { error: unknown } | null = null;
      queue.push({
        run() {
          try {
            outcome = { value: inSavepoint() };
          } catch (error) {
            // A full disk or a lost file rolls the outer transaction back too: then every write has failed.
            if (!db.inTransaction) throw error;
            outcome = { error };
          }
        },
        settle(commitError) {
          if (commitError) reject(commitError);
          else if (outcome && 'value' in outcome) resolve(outcome.value);
          else reject(asStorageError(outcome?.error));
        },
      });
      if (queue.length === 1) setImmediate(flush);
    });

  return { write, flush };
}

/** Turns SQLite's errors into `StorageUnavailable`. Any other error is a bug and is returned unchanged. */
export function asStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_')
    ? new StorageUnavailable('The database could not be used.', { cause: error })
    : error;
}
