import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Random } from './random.ts';

/** SHA-256 of a key, in hex. The only form of a key that storage ever sees. */
declare const apiKeyHash: unique symbol;
export type ApiKeyHash = string & { readonly [apiKeyHash]: true };

/** `test`: read-only playground keys, `sk-test-`. `live`: full keys, `sk-live-`. */
export type KeyTier = 'test' | 'live';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 30;
const KEY = /^sk-(test|live)-[0-9A-Za-z]{36}$/;

export interface ParsedKey {
  tier: KeyTier;
  hash: ApiKeyHash;
  last4: string;
}

/** Makes a key: the prefix, 30 random base62 characters (178 bits) and 6 characters of checksum. */
export function makeApiKey(tier: KeyTier, random: Random): { secret: string } & ParsedKey {
  let body = `sk-${tier}-`;
  for (let i = 0; i < SECRET_LENGTH; i += 1) body += ALPHABET[random.integer(62)];
  const secret = body + checksum(body);
  return { secret, tier, hash: hashOf(secret), last4: secret.slice(-4) };
}

/**
 * Reads a key as a client sent it. The checksum only saves a look-up for typos and made-up keys; a correct
 * checksum proves nothing.
 * @returns null when it cannot be a key of ours.
 */
export function parseApiKey(text: string): ParsedKey | null {
  const match = KEY.exec(text);
  if (!match) return null;
  if (checksum(text.slice(0, -6)) !== text.slice(-6)) return null;
  return { tier: match[1] === 'live' ? 'live' : 'test', hash: hashOf(text), last4: text.slice(-4) };
}

function hashOf(secret: string): ApiKeyHash {
  return hash('sha256', secret, 'hex') as ApiKeyHash;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < 6; i += 1) {
    text = ALPHABET[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
