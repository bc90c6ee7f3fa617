import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../start/start-error.ts';
import type { StorageAdapter } from '../port.ts';
import { AlreadyServing, lockDataDir } from './data-lock.ts';
import { DatabaseAhead } from '../../schema/migrate.ts';
import { openSqlite } from './open.ts';

/** SQLite in one file of the data folder. `main.ts` hands it to what needs storage. */
export const sqliteAdapter: StorageAdapter = {
  async open(dataDir) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return openSqlite(join(dataDir, 'playground.db'));
  },
  async lock(dataDir) {
    const lock = lockDataDir(dataDir);
    return { isExclusive: true, release: async () => lock.release() };
  },
  explain(error, dataDir) {
    if (error instanceof DatabaseAhead || error instanceof AlreadyServing) {
      return new StartError(error.message, { cause: error });
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = messageOf(code, dataDir);
    return message === null ? error : new StartError(message, { cause: error });
  },
};

function messageOf(code: string, dataDir: string): string | null {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
    case 'SQLITE_READONLY_DBMOVED':
      return `${dataDir} cannot be written: set DATA_DIR to a folder that this user may write to.`;
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return `The database in ${dataDir} is locked by another program: close it, then start again.`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `The file in ${dataDir} is not a sound database: restore it from a backup.`;
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return `The disk of ${dataDir} is full: make room, then start again.`;
    default:
      return null;
  }
}
