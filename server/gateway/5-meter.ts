import { utcDate } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';
import { windowProblem, type FixedWindow } from '../limits/fixed-window.ts';
import { monthlyLedgerId, visitorLedgerId } from '../identifiers/ids.ts';
import type { LedgerRef } from '../storage/port/reservations.ts';
import type { Tenant } from './2-resolve-tenant.ts';
import type { Entitled } from './4-check-entitlement.ts';

/** A call that may reach its handler, and the ledger that its discoveries are charged to. */
export type Admission = Entitled & { ledger: LedgerRef };

export interface MeterDeps {
  clock: Clock;
  window: FixedWindow;
}

/**
 * Stage 5: checks the short window. The quota is reserved later, by the use case, because a
 * repeated page or an invalid body must cost nothing.
 * @throws Problem 429
 */
export function meter(tenant: Entitled, deps: MeterDeps): Admission {
  const { window } = tenant.plan;
  const whose = windowKeyOf(tenant);
  if (!deps.window.take(whose, window.limit)) {
    throw windowProblem(
      'rate_limited',
      `At most ${window.limit} requests in ${window.windowSeconds} seconds`,
      deps.window.peek(whose, window.limit),
    );
  }
  return { ...tenant, ledger: ledgerOf(tenant, deps.clock) };
}

/**
 * The key of the short window. All organizations of a visitor share one window, because each device has an
 * organization of its own, and deleting the cookie gives another one for free.
 */
export const windowKeyOf = ({ organization }: Tenant): string =>
  organization.visitorId ?? organization.id;

/** The visitor's lifetime ledger where the organization is a visitor's, else the organization's for this month. */
export function ledgerOf(tenant: Tenant, clock: Clock): LedgerRef {
  const { quota } = tenant.plan;
  const { visitorId, id } = tenant.organization;
  if (visitorId !== null) return { id: visitorLedgerId(visitorId), limit: quota.limit };
  return {
    id: monthlyLedgerId(id, utcDate(clock.now()).slice(0, 7)),
    limit: quota.limit,
  };
}
