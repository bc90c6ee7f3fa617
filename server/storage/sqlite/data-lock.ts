import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Another process serves this data folder. */
export class AlreadyServing extends Error {}

/**
 * Makes this process the only server of a data folder for as long as it lives. A starting server gives back
 * all open reservations at once, whether their leases have expired or not, which would be wrong while another server still works on them. The lock is an
 * exclusive transaction on a small database of its own; the kernel releases it even after `kill -9`.
 * @throws AlreadyServing
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const db = new Database(join(dataDir, 'serving.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw new AlreadyServing(
      `Another server already uses the data folder ${dataDir}: stop it, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  return { release: () => db.close() };
}
