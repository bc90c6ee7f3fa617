import { createHmac } from 'node:crypto';
import type { KeyedHash } from '../storage/port.ts';

/** What a hash is of: each purpose hashes apart, so that one kind can never be taken for another. */
export type HashPurpose = 'fingerprint' | 'network' | 'device' | 'proof';

/**
 * HMAC-SHA256 (RFC 2104) under the pepper. The pepper lives outside the database, so that a stolen
 * database does not tell which address or browser a row belongs to.
 */
export interface KeyedHasher {
  hash(purpose: HashPurpose, ...parts: string[]): KeyedHash;
}

export function createKeyedHasher(pepper: string): KeyedHasher {
  return {
    hash(purpose, ...parts) {
      const mac = createHmac('sha256', pepper);
      // JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must not hash alike.
      return mac.update(JSON.stringify([purpose, ...parts])).digest('hex') as KeyedHash;
    },
  };
}
