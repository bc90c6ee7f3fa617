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

type Peppers = readonly [string, ...string[]];

export const makePepper = () => randomBytes(32).toString('hex');
const pepperFile = (dataDir: string) => join(dataDir, 'pepper');

/**
 * The peppers, the current one first: from the environment, else from a 0600 file that the first start
 * makes, one a line. Two first starts at once agree, since a hard link is made only where no file is.
 * @throws the file system's own error where the folder cannot be written
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
    throw new Error(
      `${file} does not hold a pepper (at least 32 characters) on each line: restore it from a backup.`,
    );
  }
  return peppers;
}

/** Replaces the file as a whole: a crash leaves the old peppers or the new ones, never half of them. */
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
