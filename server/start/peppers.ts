import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parsePeppers } from '../config.ts';
import { StartError } from './start-error.ts';

type Peppers = readonly [string, ...string[]];

export const makePepper = () => randomBytes(32).toString('hex');
const pepperFile = (dataDir: string) => join(dataDir, 'pepper');

/**
 * The peppers, the current one first. From the environment, or from a file with one pepper a line and mode 0600,
 * which the first start creates. Two processes that start at once use the same file, because a hard link is
 * made only where no file exists.
 * @throws StartError for a damaged file; the file system's own error where the folder cannot be written
 */
export function loadPeppers(dataDir: string, fromEnvironment: Peppers | null): Peppers {
  if (fromEnvironment !== null) return fromEnvironment;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = pepperFile(dataDir);
  const draft = writeDraft(file, [makePepper()]);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  const peppers = parsePeppers(lines.filter((line) => line.trim() !== ''));
  if (!peppers) {
    throw new StartError(
      `${file} must hold one pepper of at least 32 characters on each line: restore it from a backup.`,
    );
  }
  return peppers;
}

/** Replaces the file in one step, so that a crash leaves either the old peppers or the new ones. */
export function storePeppers(dataDir: string, peppers: Peppers): void {
  const file = pepperFile(dataDir);
  renameSync(writeDraft(file, peppers), file);
}

function writeDraft(file: string, peppers: Peppers): string {
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(descriptor, `${peppers.join('\n')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return draft;
}
