import type { ApiKey } from '../../../../shared/api-keys.ts';
import { strings } from './strings.ts';

const DAY_MS = 24 * 3600 * 1000;

/** The key's name for people. They type it to revoke the key. */
export function nameOf({ name, last4 }: ApiKey): string {
  return name ?? `…${last4}`;
}

/** Whether the key still works. */
export function works({ status }: ApiKey): boolean {
  return status === 'active' || status === 'rotated';
}

export type ExpiryNotice = 'two_weeks' | 'three_days' | 'today';

/** Whether a key expires within 14 days, 3 days or one day. Null for a rotated key, whose end is intended. */
export function expiryNotice(key: ApiKey, nowMs: number): ExpiryNotice | null {
  if (key.status !== 'active' || key.expires_at === null) return null;
  const leftMs = Date.parse(key.expires_at) - nowMs;
  if (!(leftMs > 0) || leftMs > 14 * DAY_MS) return null;
  if (leftMs < DAY_MS) return 'today';
  return leftMs <= 3 * DAY_MS ? 'three_days' : 'two_weeks';
}

/** Whether a rotated key was used after the new one was made: then some program still has the old one. */
export function usedSinceRotation(key: ApiKey, keys: readonly ApiKey[]): boolean {
  const next = keys.find(({ id }) => id === key.replaced_by);
  if (!next || key.last_used_at === null) return false;
  return Date.parse(key.last_used_at) > Date.parse(next.created_at);
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The text of an `.env` file, from which programs read their environment. */
export function envFile(secret: string, organizationId: string): string {
  return `KLOAKD_API_KEY=${secret}\nKLOAKD_ORG_ID=${organizationId}\n`;
}

export function createdBy({ created_by: person }: ApiKey): string {
  return person ?? strings.operator;
}
