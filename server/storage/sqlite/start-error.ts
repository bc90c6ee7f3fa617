import { DatabaseAhead } from './migrate.ts';
import { AlreadyServing } from './start-lock.ts';

/** Something an operator can mend; the message is the one line that they see. */
export class StartError extends Error {}

/** Turns what stops a start into one line that says what to do, or leaves it as the bug that it is. */
export function explainStart(error: unknown, dataDir: string, address: string): unknown {
  if (error instanceof DatabaseAhead || error instanceof AlreadyServing) {
    return new StartError(error.message, { cause: error });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `${address} is taken: stop what listens there, or set PORT to another.`,
      );
    case 'EACCES':
      return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
        ? new StartError(`${address} needs privileges: set PORT to 1024 or higher.`)
        : notWritable(dataDir);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${address} is not an address of this machine: set HOST to one that is.`,
      );
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
    case 'SQLITE_READONLY_DBMOVED':
      return notWritable(dataDir);
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new StartError(
        `The database in ${dataDir} is locked by another program: close it, then start again.`,
      );
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return new StartError(
        `The file in ${dataDir} is not a sound database: restore it from a backup.`,
      );
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return new StartError(`The disk of ${dataDir} is full: make room, then start again.`);
    default:
      return error;
  }
}

const notWritable = (dataDir: string) =>
  new StartError(
    `${dataDir} cannot be written: set DATA_DIR to a folder that this user may write to.`,
  );
