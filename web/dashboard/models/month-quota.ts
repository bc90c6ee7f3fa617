import type { PlanState } from '../../../shared/organization.ts';

export type MonthStage = 'nearly_used' | 'used_up';

const NEARLY_USED_SHARE = 0.8;

/**
 * Whether this month's discoveries are nearly or all used, at the same percentages at which owners get a mail. Null
 * where there is nothing to warn of: no limit, a plan without discoveries, or enough left.
 */
export function monthStage({ used, limit }: PlanState['month']): MonthStage | null {
  if (limit === null || limit === 0) return null;
  if (used >= limit) return 'used_up';
  return used >= limit * NEARLY_USED_SHARE ? 'nearly_used' : null;
}
