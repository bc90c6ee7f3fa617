import type { OrganizationRecord } from '../storage/port.ts';
import type { Overrides, PlanRecord, PlanTerms } from '../storage/port/plans.ts';
import { isModule, PLAYGROUND, type Plan } from './plans.ts';

/** The members of a plan that an override can replace, and their names on the wire. */
const OVERRIDABLE = {
  access: 'access',
  modules: 'modules',
  requestsPerMinute: 'requests_per_minute',
  discoveriesPerMonth: 'discoveries_per_month',
  concurrentDiscoveries: 'concurrent_discoveries',
} as const satisfies Record<keyof PlanTerms, string>;

// Storage returns the same object until the record changes, so most requests find their plan here.
const known = new WeakMap<OrganizationRecord, Plan>();

/**
 * What an organization may do: its plan with the overrides that the operator gave it.
 * @throws Error where the organization's plan is not in the database, which `setPlan` prevents
 */
export function entitlementsOf(organization: OrganizationRecord): Plan {
  const before = known.get(organization);
  if (before) return before;
  const plan = organization.visitorId === null ? monthly(organization) : PLAYGROUND;
  known.set(organization, plan);
  return plan;
}

/** Wire names of the members in which an organization differs from its plan. */
export const overriddenMembers = (overrides: Overrides): string[] =>
  Object.entries(OVERRIDABLE)
    .filter(([member]) => Object.hasOwn(overrides, member))
    .map(([, name]) => name);

function monthly({ plan, planRecord, overrides }: OrganizationRecord): Plan {
  if (!planRecord) throw new Error(`There is no plan ${JSON.stringify(plan)} in the data.`);
  return toPlan({ ...planRecord, ...overrides });
}

/** A stored plan in the form that the gateway reads. */
export const toPlan = (record: PlanRecord): Plan => ({
  name: record.name,
  title: record.title,
  access: record.access,
  modules: record.modules.filter(isModule),
  window: { name: 'burst', limit: record.requestsPerMinute, windowSeconds: 60 },
  quota: { kind: 'monthly', limit: record.discoveriesPerMonth },
  concurrentDiscoveries: record.concurrentDiscoveries,
});
