import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../identifiers/random.ts';

const SECRET_LENGTH_MIN = 32;

/**
 * The secret that session cookies and mail links are signed with: `AUTH_SECRET`, or a file with mode 0600 that the
 * first start makes. Two processes that start at once use the same file, because a hard link is made only where no
 * file exists.
 */
export function loadAuthSecret(
  dataDir: string,
  fromEnvironment: string | null,
  random: Pick<Random, 'bytes'>,
): string {
  if (fromEnvironment !== null) return fromEnvironment;
  const file = join(dataDir, 'auth-secret');
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeSync(descriptor, `${random.bytes(32).toString('hex')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < SECRET_LENGTH_MIN) {
    throw new Error(
      `${file} is damaged: restore it from a backup, or delete it to sign everybody out.`,
    );
  }
  return secret;
}
