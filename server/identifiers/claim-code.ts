import { hash } from 'node:crypto';
import type { Random } from './random.ts';

declare const claimCodeHash: unique symbol;
/** SHA-256 of a claim code, in hex. The only form of a code that storage ever sees. */
export type ClaimCodeHash = string & { readonly [claimCodeHash]: true };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 131 bits. */
const LENGTH = 22;

export function makeClaimCode(random: Random): { code: string; hash: ClaimCodeHash } {
  let code = '';
  for (let i = 0; i < LENGTH; i += 1) code += ALPHABET[random.integer(ALPHABET.length)];
  return { code, hash: hashOf(code) };
}

/** @returns null for a text that cannot be a code, which saves the look-up */
export const parseClaimCode = (text: string): ClaimCodeHash | null =>
  /^[0-9A-Za-z]{22}$/.test(text) ? hashOf(text) : null;

const hashOf = (code: string) => hash('sha256', code, 'hex') as ClaimCodeHash;
