import type { KeyDescription } from '../../shared/api-keys.ts';
import type { FixedWindow } from '../limits/fixed-window.ts';
import type { Module } from '../organizations/plans.ts';
import type { Storage } from '../storage/port.ts';
import { monthSeconds } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';
import type { Tenant } from './2-resolve-tenant.ts';
import { ledgerOf, windowKeyOf } from './5-meter.ts';

export interface DescribeDeps {
  storage: Storage;
  clock: Clock;
  window: FixedWindow;
  /** Modules that answer on this server: built in, or with an upstream. */
  installedModules: ReadonlySet<Module>;
}

/** What a caller's own credential may do, and how much is left. Counts nothing. */
export async function describeCredential(
  tenant: Tenant,
  deps: DescribeDeps,
): Promise<KeyDescription> {
  const { organization, plan } = tenant;
  const expiresAtMs = tenant.expiresAtMs;
  return {
    kind: tenant.kind === 'key' ? tenant.tier : 'jwt',
    organization_id: organization.id,
    organization_name: organization.name,
    plan: plan.name,
    modules: modulesOf(tenant).map((name) => ({
      name,
      installed: deps.installedModules.has(name),
    })),
    access: accessOf(tenant),
    limits: await limitsOf(tenant, deps),
    expires_at: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    last4: tenant.kind === 'key' ? tenant.last4 : null,
  };
}

/** As stage 4 judges a route that names no role: members read, admins and owners write too. */
function accessOf(tenant: Tenant): KeyDescription['access'] {
  if (tenant.plan.access === 'read') return 'read';
  const mayWrite =
    tenant.kind === 'key'
      ? tenant.tier === 'live' && tenant.restrictions.access === 'full'
      : tenant.role !== 'member';
  return mayWrite ? 'full' : 'read';
}

/** The modules of the plan that the key may use. */
function modulesOf(tenant: Tenant): readonly Module[] {
  const allowed = tenant.kind === 'key' ? tenant.restrictions.modules : null;
  const { modules } = tenant.plan;
  return allowed === null ? modules : modules.filter((name) => allowed.includes(name));
}

async function limitsOf(tenant: Tenant, deps: DescribeDeps): Promise<KeyDescription['limits']> {
  const { window, quota } = tenant.plan;
  const state = deps.window.peek(windowKeyOf(tenant), window.limit);
  const ledger = await deps.storage.readLedger(ledgerOf(tenant, deps.clock));
  const { endsAtMs } = monthSeconds(deps.clock.now());
  const { limit } = quota;
  return [
    {
      name: quota.kind,
      limit,
      remaining: limit === null ? null : Math.max(0, limit - ledger.used - ledger.reserved),
      // A lifetime quota never resets.
      ...(quota.kind === 'monthly' ? { reset_at: new Date(endsAtMs).toISOString() } : {}),
    },
    {
      name: window.name,
      limit: window.limit,
      remaining: state.remaining,
      reset_at: new Date(state.resetsAtMs).toISOString(),
    },
  ];
}
