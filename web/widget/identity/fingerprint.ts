import { load } from '@fingerprintjs/fingerprintjs';
import type { Fingerprint } from '../../../shared/playground.ts';
import { isFields, type Fields } from '../../wire/read.ts';

const STRING_LENGTH_MAX = 256;

/**
 * The browser's own description of itself, as FingerprintJS collects it. Long strings, most of them
 * canvas images, leave as digests: the server would digest them anyway, and never needs to see them.
 */
export async function collectFingerprint(): Promise<Fingerprint> {
  const agent = await load({ monitoring: false });
  const { version, components } = await agent.get();
  const entries = Object.entries(components).map(async ([name, component]) => {
    const { duration } = component;
    if (!('value' in component))
      return [name, { error: describe(component.error), duration }] as const;
    return [name, { value: await digestLongStrings(component.value), duration }] as const;
  });
  return { version, components: Object.fromEntries(await Promise.all(entries)) };
}

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
  // Plain http on another machine has no subtle crypto; the server digests what comes undigested.
  if (globalThis.crypto.subtle === undefined) return text;
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
