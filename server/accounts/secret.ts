import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../identifiers/random.ts';
import { createSecretFile } from '../identifiers/secret-file.ts';

const SECRET_LENGTH_MIN = 32;

/**
 * The secret that session cookies and mail links are signed with: `AUTH_SECRET`, or a file with mode 0600 that the
 * first start makes.
 */
export function loadAuthSecret(
  dataDir: string,
  fromEnvironment: string | null,
  random: Pick<Random, 'bytes'>,
): string {
  if (fromEnvironment !== null) return fromEnvironment;
  const file = join(dataDir, 'auth-secret');
  createSecretFile(file, `${random.bytes(32).toString('hex')}\n`);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < SECRET_LENGTH_MIN) {
    throw new Error(
      `${file} is damaged: restore it from a backup, or delete it to sign everybody out.`,
    );
  }
  return secret;
}
