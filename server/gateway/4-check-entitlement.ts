import type { Role } from '../../shared/account.ts';
import { isModule } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { Owner } from './3-protect-ownership.ts';
import type { Call } from './call.ts';

declare const entitled: unique symbol;
/** A tenant whose plan includes the module, with a key that may do this operation. */
export type Entitled = Owner & { readonly [entitled]: true };

/**
 * Stage 4: the plan includes the module, the caller is who the route is for, and a read-only key does not write.
 * @throws Problem 403
 */
export function checkEntitlement(call: Call, tenant: Owner): Entitled {
  checkModule(call, tenant);
  if (tenant.kind === 'person') checkRole(call, tenant);
  else checkKey(call, tenant);
  return tenant as Entitled;
}

function checkModule({ module }: Call, { plan }: Owner): void {
  if (module === null || !isModule(module) || plan.modules.includes(module)) return;
  throw new Problem(
    'not_entitled',
    `The ${plan.title} plan does not include the module ${module}: the upgrade page says which plan does.`,
    { module },
  );
}

function checkKey(call: Call, tenant: Owner & { kind: 'key' }): void {
  // First, since it stays true whatever the key may do.
  if (call.role !== null && tenant.tier === 'live') {
    throw new Problem(
      'member_required',
      'API keys cannot do this: sign in to the dashboard, or use a member’s token.',
    );
  }
  if (call.access === 'write' && (tenant.tier === 'test' || tenant.plan.access === 'read')) {
    throw new Problem(
      'read_only_key',
      'Playground keys are read-only and cannot change anything: use a live key.',
    );
  }
  if (call.role !== null) {
    throw new Problem('member_required', 'Playground keys cannot do this: sign in first.');
  }
}

const RANK: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 };

/** A route that names no role lets members read, and admins and owners write. */
function checkRole(call: Call, tenant: Owner & { kind: 'person' }): void {
  // The plan limits what the modules do for an organization, not how it is managed.
  const isManaging = call.module === 'organization';
  if (call.access === 'write' && tenant.plan.access === 'read' && !isManaging) {
    throw new Problem(
      'read_only_credential',
      `The ${tenant.plan.title} plan only reads: the upgrade page says which plan writes.`,
    );
  }
  const needed = call.role ?? (call.access === 'write' ? 'admin' : 'member');
  if (RANK[tenant.role] >= RANK[needed]) return;
  throw new Problem(
    'role_required',
    `Only ${needed === 'owner' ? 'an owner' : 'an owner or admin'} of the organization may do this: ask one of them.`,
  );
}
