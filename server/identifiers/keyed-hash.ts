import { createHmac } from 'node:crypto';

declare const keyedHash: unique symbol;
/** HMAC-SHA256 under a pepper, in hex: of a fingerprint, a network or a device token. */
export type KeyedHash = string & { readonly [keyedHash]: true };

/** The kind of value that is hashed. It is part of the input, so equal texts of two kinds have different hashes. */
export type HashPurpose = 'fingerprint' | 'core' | 'network' | 'device' | 'proof';

/**
 * HMAC-SHA256 (RFC 2104) under the pepper. The pepper lives outside the database, so that a stolen
 * database does not tell which address or browser a row belongs to.
 */
export interface KeyedHasher {
  /** Under the current pepper. */
  hash(purpose: HashPurpose, ...parts: string[]): KeyedHash;
  /** Under every pepper, the current first, so that rows written before a rotation are still found. */
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

// As JSON, because a plain concatenation would give ("ab", "c") and ("a", "bc") the same hash.
const mac = (pepper: string, purpose: HashPurpose, parts: string[]) =>
  createHmac('sha256', pepper)
    .update(JSON.stringify([purpose, ...parts]))
    .digest('hex') as KeyedHash;
