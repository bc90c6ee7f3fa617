import type { PlanState } from '../../shared/organization.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { LedgerRef } from '../storage/port/reservations.ts';
import { monthSeconds } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';
import { overriddenMembers } from './entitlements.ts';
import type { Module, Plan } from './plans.ts';

interface PlanStateDeps {
  storage: Pick<Storage, 'readLedger'>;
  clock: Clock;
  /** Modules that answer on this server. A plan may include more. */
  installedModules: ReadonlySet<Module>;
}

/** The organization whose plan is read, and the ledger of its month. */
export interface PlanOwner {
  organization: OrganizationRecord;
  plan: Plan;
  ledger: LedgerRef;
}

/** What an organization may do, and what is left of it this month. */
export async function readPlanState(
  { organization, plan, ledger }: PlanOwner,
  deps: PlanStateDeps,
): Promise<Omit<PlanState, 'upgrade_url'>> {
  const { used, reserved } = await deps.storage.readLedger(ledger);
  const { endsAtMs } = monthSeconds(deps.clock.now());
  return {
    entitlements: {
      plan: plan.name,
      title: plan.title,
      access: plan.access,
      modules: plan.modules.map((name) => ({
        name,
        installed: deps.installedModules.has(name),
      })),
      requests_per_minute: plan.window.limit,
      discoveries_per_month: plan.quota.limit,
      // Only the playground's plan has no limit, and a visitor's organization has no member who could ask.
      concurrent_discoveries: plan.concurrentDiscoveries ?? 0,
      overridden: overriddenMembers(organization.overrides),
    },
    month: {
      used,
      reserved,
      limit: plan.quota.limit,
      reset_at: new Date(endsAtMs).toISOString(),
    },
  };
}
