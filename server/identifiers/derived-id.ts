import { hash } from 'node:crypto';

/** A UUID (RFC 9562, version 8) that is always the same for a seed and a name. Nobody can tell it without the seed. */
export function derivedId(seed: string, name: string): string {
  const hex = hash('sha256', `${seed} ${name}`, 'hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
