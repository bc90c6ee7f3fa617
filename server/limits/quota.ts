import type { Quota } from '../../shared/discovery.ts';

/** The quota object that clients read, from a ledger. */
export function toQuota(ledger: Omit<Quota, 'remaining'>): Quota {
  return {
    ...ledger,
    remaining:
      ledger.limit === null ? null : Math.max(0, ledger.limit - ledger.used - ledger.reserved),
  };
}
