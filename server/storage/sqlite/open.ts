import Database from 'better-sqlite3';
import type { Storage } from '../port.ts';
import { createCredentialCache } from './credential-cache.ts';
import { createDiscoveries } from './discoveries.ts';
import { asStorageError, createGroupCommit } from './group-commit.ts';
import { createDailyTotals } from './daily-totals.ts';
import { createKeyNetworks } from './key-networks.ts';
import { createKeys } from './keys.ts';
import { createLedgers } from './ledgers.ts';
import { migrate } from './migrate.ts';
import { createSessions } from './sessions.ts';
import { createSweep } from './sweep.ts';
import { createVisitors } from './visitors.ts';

/**
 * Opens (and where needed creates and migrates) a database file; `:memory:` for one that is gone at
 * its close.
 * @throws DatabaseAhead; SQLite's own error where the file cannot be opened or written.
 */
export function openSqlite(file: string): Storage {
  const db = new Database(file, { timeout: 5_000 });
  try {
    db.pragma('journal_mode = WAL');
    // What a client was told must survive a power cut: an fsync at every commit.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    migrate(db);
  } catch (error) {
    db.close();
    throw error;
  }
  const { write, flush } = createGroupCommit(db);
  const totals = createDailyTotals(db);
  return {
    ...guarded(createDiscoveries(db)),
    ...guarded(createKeys(db, write, createCredentialCache(db))),
    ...guarded(createKeyNetworks(db, write)),
    ...guarded(createLedgers(db, write, totals)),
    ...guarded(createSessions(db, write)),
    ...guarded(createSweep(db, write)),
    ...guarded(createVisitors(db, write, totals)),
    async close() {
      flush();
      db.close();
    },
  };
}

/** Gives every method the port's one error, so that no caller ever sees SQLite's. */
function guarded<T extends Record<string, (...args: never[]) => Promise<unknown>>>(methods: T): T {
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: never[]) =>
      Reflect.apply(method, methods, args).catch((error: unknown) => {
        throw asStorageError(error);
      }),
  ]);
  return Object.fromEntries(entries) as T;
}
