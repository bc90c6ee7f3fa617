import { isFields, type Fields } from '../../api/read.ts';

const STRING_LENGTH_MAX = 256;

/** Replaces strings of more than 256 characters by `sha256:<hex>`, wherever they stand in the value. */
export async function digestLongStrings(value: unknown): Promise<unknown> {
  if (typeof value === 'string') return value.length > STRING_LENGTH_MAX ? digest(value) : value;
  if (Array.isArray(value)) return Promise.all(value.map(digestLongStrings));
  if (!isFields(value)) return value;
  const digested: Fields = {};
  for (const [name, inner] of Object.entries(value))
    digested[name] = await digestLongStrings(inner);
  return digested;
}

async function digest(text: string): Promise<string> {
  // A page served by plain http has no `crypto.subtle`; the server digests what comes undigested.
  if (globalThis.crypto.subtle === undefined) return text;
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
}
