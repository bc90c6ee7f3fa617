import type { PlanState } from '../../../shared/organization.ts';

export type MonthStage = 'nearly_used' | 'used_up';

const NEARLY_USED_SHARE = 0.8;

/**
 * Whether the discoveries of this month run out, at the same shares at which the owners get a mail. Null where there
 * is nothing to warn of: no limit, a plan without discoveries, or enough left.
 */
export function monthStage({ used, limit }: PlanState['month']): MonthStage | null {
  if (limit === null || limit === 0) return null;
  if (used >= limit) return 'used_up';
  return used >= limit * NEARLY_USED_SHARE ? 'nearly_used' : null;
}
