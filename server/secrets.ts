import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The pepper: from the environment, else from a 0600 file that the first start makes. Two first starts
 * at once agree, since a hard link is made only where no file is.
 * @throws the file system's own error where the folder cannot be written
 */
export function loadPepper(dataDir: string, fromEnvironment: string | null): string {
  if (fromEnvironment !== null) return fromEnvironment;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'pepper');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const pepper = readFileSync(file, 'utf8').trim();
  if (pepper.length < 32) {
    throw new Error(
      `${file} does not hold a pepper (at least 32 characters): restore it from a backup.`,
    );
  }
  return pepper;
}
