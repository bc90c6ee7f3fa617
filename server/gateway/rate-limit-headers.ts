import type { Clock } from '../time/clock.ts';
import type { FixedWindow } from '../limits/fixed-window.ts';
import type { Storage } from '../storage/port.ts';
import type { Tenant } from './2-resolve-tenant.ts';
import { monthSeconds } from '../time/calendar.ts';
import { ledgerOf, windowKeyOf } from './5-meter.ts';

/**
 * The headers `RateLimit-Policy` and `RateLimit` of a tenant (draft-ietf-httpapi-ratelimit-headers-11; `w` and
 * `t` are optional there, so a lifetime quota has neither). Counts nothing.
 */
export async function rateLimitHeaders(
  tenant: Tenant,
  deps: { storage: Storage; clock: Clock; window: FixedWindow },
): Promise<{ 'ratelimit-policy': string; ratelimit: string }> {
  const { window, quota } = tenant.plan;
  const state = deps.window.peek(windowKeyOf(tenant), window.limit);
  const policy = `"${window.name}";q=${window.limit};w=${window.windowSeconds}`;
  const limit = `"${window.name}";r=${state.remaining};t=${state.resetsInSeconds}`;
  if (quota.limit === null) return { 'ratelimit-policy': policy, ratelimit: limit };
  const ledger = await deps.storage.readLedger(ledgerOf(tenant, deps.clock));
  const remaining = Math.max(0, quota.limit - ledger.used - ledger.reserved);
  const month = quota.kind === 'monthly' ? monthSeconds(deps.clock.now()) : null;
  const quotaPolicy = `"${quota.kind}";q=${quota.limit}${month ? `;w=${month.length}` : ''}`;
  const quotaLimit = `"${quota.kind}";r=${remaining}${month ? `;t=${month.rest}` : ''}`;
  return {
    'ratelimit-policy': `${quotaPolicy}, ${policy}`,
    ratelimit: `${quotaLimit}, ${limit}`,
  };
}
