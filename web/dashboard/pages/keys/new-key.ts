import { signal } from '@preact/signals';
import type { CreateApiKeyRequest, KeyAccess } from '../../../../shared/api-keys.ts';

const DAY_MS = 24 * 3600 * 1000;
const DAYS = { days30: 30, days90: 90, days365: 365 };
export type Expiry = 'never' | keyof typeof DAYS | 'date';

/** The form for a new key. */
export function createNewKey(nowMs: () => number) {
  const name = signal('');
  const access = signal<KeyAccess>('full');
  /** Null: all modules of the plan. */
  const modules = signal<ReadonlySet<string> | null>(null);
  const networks = signal('');
  const expiry = signal<Expiry>('never');
  /** A day such as `2026-12-31`. The key works until the end of that day (UTC). */
  const lastDay = signal('');

  const expiresAt = (): string | null => {
    const chosen = expiry.peek();
    if (chosen === 'never') return null;
    if (chosen === 'date') return `${lastDay.peek()}T23:59:59Z`;
    return new Date(nowMs() + DAYS[chosen] * DAY_MS).toISOString();
  };
  return {
    ...{ name, access, modules, networks, expiry, lastDay },
    toggleModule: (module: string) => {
      const chosen = new Set(modules.peek());
      if (!chosen.delete(module)) chosen.add(module);
      modules.value = chosen;
    },
    /** The first day that can be chosen. */
    today: () => new Date(nowMs()).toISOString().slice(0, 10),
    request: (): CreateApiKeyRequest => {
      const chosen = modules.peek();
      const ranges = readNetworks(networks.peek());
      return {
        name: name.peek().trim(),
        access: access.peek(),
        modules: chosen && [...chosen],
        networks: ranges.length > 0 ? ranges : null,
        expires_at: expiresAt(),
      };
    },
  };
}

export type NewKey = ReturnType<typeof createNewKey>;

/** Splits a text into ranges at line breaks, commas and spaces. The server checks each of them. */
export function readNetworks(text: string): string[] {
  return text.split(/[\s,]+/).filter((range) => range !== '');
}
