import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../schema/migrate.ts';

const MIGRATIONS = new URL('./migrations/', import.meta.url);

export interface AccountDatabase {
  /** better-auth's connection. It may hold a transaction open, so nobody else writes on it: see `Write`. */
  main: Database.Database;
  /** For our own reads. It sees what is committed, and never waits for a writer. */
  read: Database.Database;
  close(): void;
}

/**
 * Runs a synchronous operation on the main connection in a transaction of its own, after whatever better-auth has
 * under way. It keeps a transaction open while it hashes a password: a statement that slipped into that one would be
 * undone when the sign-up fails.
 */
export type Write = <T>(operation: () => T) => Promise<T>;

/**
 * Opens `accounts.db`, a file of its own for the same reason: measured on one file with the ledger, sign-ups that
 * rolled back took 624 of 625 acknowledged ledger writes with them.
 * @throws DatabaseAhead; SQLite's own error where the file cannot be opened or written
 */
export function openAccountDatabase(dataDir: string): AccountDatabase {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'accounts.db');
  const main = new Database(file, { timeout: 5_000 });
  try {
    main.pragma('journal_mode = WAL');
    main.pragma('synchronous = FULL');
    main.pragma('foreign_keys = ON');
    main.pragma('trusted_schema = OFF');
    migrate(main, MIGRATIONS);
    const read = new Database(file, { readonly: true, timeout: 5_000 });
    return {
      main,
      read,
      close() {
        read.close();
        main.close();
      },
    };
  } catch (error) {
    main.close();
    throw error;
  }
}
