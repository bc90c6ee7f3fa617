import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from './open.ts';
import type { Storage } from '../port.ts';

/** Opens the database in the data folder, which is made where it is missing, for its owner only. */
export function openData(dataDir: string): Storage {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return openSqlite(join(dataDir, 'playground.db'));
}
