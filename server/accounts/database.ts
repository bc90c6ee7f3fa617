import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../schema/migrate.ts';

const MIGRATIONS = new URL('./migrations/', import.meta.url);

export interface AccountDatabase {
  /** better-auth's connection. It may have a transaction open on it, so everything else writes through `Write`. */
  main: Database.Database;
  /** A second connection for reading. It sees only committed rows, and never waits for a writer. */
  read: Database.Database;
  close(): void;
}

/**
 * Runs a synchronous operation on the main connection in a transaction of its own, after better-auth's current one.
 * better-auth keeps a transaction open while it hashes a password. A statement that ran inside it would be rolled back
 * if the sign-up fails.
 */
export type Write = <T>(operation: () => T) => Promise<T>;

/**
 * Opens `accounts.db`. It is a file of its own because better-auth rolls transactions back: measured on one file with
 * the ledger, failed sign-ups undid 624 of 625 acknowledged ledger writes.
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
