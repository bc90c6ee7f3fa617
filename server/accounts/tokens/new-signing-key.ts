import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Random } from '../../identifiers/random.ts';
import type { Seal } from './seal.ts';
import type { NewSigningKeyRow } from './signing-key-table.ts';

/** A new key pair on P-256, and the row that keeps it. */
export function newSigningKey(
  seal: Seal,
  nowMs: number,
  random: Pick<Random, 'uuid'>,
): { row: NewSigningKeyRow; privateKey: KeyObject } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = random.uuid();
  const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    privateKey: pair.privateKey,
    row: {
      kid,
      public_jwk: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
      sealed_private: seal.close(kid, der),
      created_at_ms: nowMs,
    },
  };
}
