import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Another process serves this data folder. */
export class AlreadyServing extends Error {}

/**
 * Makes this process the only server of a data folder, for as long as it lives: at its start a server
 * gives back what a dead one had reserved, and must not do that to one that is alive. The lock is an
 * exclusive transaction on a small database, which the kernel drops even at `kill -9`.
 * @throws AlreadyServing
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const db = new Database(join(dataDir, 'serving.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw new AlreadyServing(`Another server already uses the data folder ${dataDir}.`, {
      cause: error,
    });
  }
  return { release: () => db.close() };
}
