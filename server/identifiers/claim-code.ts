import { hash } from 'node:crypto';
import type { Random } from './random.ts';

declare const claimCodeHash: unique symbol;
/** SHA-256 of a claim code and a network, in hex. The only form of a code that storage ever sees. */
export type ClaimCodeHash = string & { readonly [claimCodeHash]: true };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 131 bits. */
const LENGTH = 22;

/**
 * Makes a code that works on one network. Whoever reads it elsewhere, in a log, a history or on a screen, has a code that
 * nobody knows.
 * @param network as `networkOf` gives it
 */
export function makeClaimCode(
  random: Random,
  network: string,
): { code: string; hash: ClaimCodeHash } {
  let code = '';
  for (let i = 0; i < LENGTH; i += 1) code += ALPHABET[random.integer(ALPHABET.length)];
  return { code, hash: hashOf(code, network) };
}

/** @returns null for a text that cannot be a code, which saves the look-up */
export const parseClaimCode = (text: string, network: string): ClaimCodeHash | null =>
  /^[0-9A-Za-z]{22}$/.test(text) ? hashOf(text, network) : null;

const hashOf = (code: string, network: string) =>
  hash('sha256', `${code} ${network}`, 'hex') as ClaimCodeHash;
