import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePeppers } from '../config/parse-secrets.ts';
import { createSecretFile, replaceSecretFile } from '../identifiers/secret-file.ts';
import { StartError } from './start-error.ts';

type Peppers = readonly [string, ...string[]];

export const makePepper = () => randomBytes(32).toString('hex');
const pepperFile = (dataDir: string) => join(dataDir, 'pepper');

/**
 * The peppers, the current one first. From the environment, or from a file with one pepper a line and mode 0600,
 * which the first start creates.
 * @throws StartError for a damaged file; the file system's own error where the folder cannot be written
 */
export function loadPeppers(dataDir: string, fromEnvironment: Peppers | null): Peppers {
  if (fromEnvironment !== null) return fromEnvironment;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = pepperFile(dataDir);
  createSecretFile(file, textOf([makePepper()]));
  const lines = readFileSync(file, 'utf8').split('\n');
  const peppers = parsePeppers(lines.filter((line) => line.trim() !== ''));
  if (!peppers) {
    throw new StartError(
      `${file} must hold one pepper of at least 32 characters on each line: restore it from a backup.`,
    );
  }
  return peppers;
}

/** Replaces the file in one step: a crash leaves either the old peppers or the new ones. */
export function storePeppers(dataDir: string, peppers: Peppers): void {
  replaceSecretFile(pepperFile(dataDir), textOf(peppers));
}

const textOf = (peppers: Peppers): string => `${peppers.join('\n')}\n`;
