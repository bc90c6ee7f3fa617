import { createHmac } from 'node:crypto';
import type { KeyedHash } from '../storage/port.ts';

/** What a hash is of: each purpose hashes apart, so that one kind can never be taken for another. */
export type HashPurpose = 'fingerprint' | 'core' | 'network' | 'device' | 'proof';

/**
 * HMAC-SHA256 (RFC 2104) under the pepper. The pepper lives outside the database, so that a stolen
 * database does not tell which address or browser a row belongs to.
 */
export interface KeyedHasher {
  /** Under the current pepper. */
  hash(purpose: HashPurpose, ...parts: string[]): KeyedHash;
  /** Under every pepper, the current first: after a rotation what was known before is still found. */
  hashes(purpose: HashPurpose, ...parts: string[]): readonly [KeyedHash, ...KeyedHash[]];
}

/** @param peppers the current one first */
export function createKeyedHasher(peppers: readonly [string, ...string[]]): KeyedHasher {
  const [current, ...previous] = peppers;
  return {
    hash: (purpose, ...parts) => mac(current, purpose, parts),
    hashes: (purpose, ...parts) => [
      mac(current, purpose, parts),
      ...previous.map((pepper) => mac(pepper, purpose, parts)),
    ],
  };
}

// JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must not hash alike.
const mac = (pepper: string, purpose: HashPurpose, parts: string[]) =>
  createHmac('sha256', pepper)
    .update(JSON.stringify([purpose, ...parts]))
    .digest('hex') as KeyedHash;
