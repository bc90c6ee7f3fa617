import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** The database was written by a newer version of this program, which an older one could damage. */
export class DatabaseAhead extends Error {}

interface Migration {
  version: number;
  sql: string;
}

function readMigrations(folder: URL): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{3}-.+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({
      version: Number(name.slice(0, 3)),
      sql: readFileSync(new URL(name, folder), 'utf8'),
    }));
}

/**
 * Brings a database up to date. Each migration is one transaction that takes the write lock before it reads
 * the version, so that two processes that start at once do not both apply it.
 * @param folder of the files, such as `001-accounts.sql`; its URL ends with a slash
 * @throws DatabaseAhead when the database has a migration that this program does not know.
 */
export function migrate(db: Database, folder: URL): void {
  const migrations = readMigrations(folder);
  const newest = migrations.at(-1)?.version ?? 0;
  const current = () => Number(db.pragma('user_version', { simple: true }));
  if (current() > newest) {
    throw new DatabaseAhead(
      `The database has schema version ${current()}, but this program knows only up to ${newest}: ` +
        'it was written by a newer version. Start that version, or restore an older backup.',
    );
  }
  for (const migration of migrations) {
    db.transaction(() => {
      if (current() >= migration.version) return;
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
