import type { Role } from '../../shared/account.ts';
import { isModule } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { KeyRestrictions } from '../storage/port/keys.ts';
import type { Owner } from './3-protect-ownership.ts';
import type { Call } from './call.ts';

declare const entitled: unique symbol;
/** A tenant whose plan includes the module, with a key that may do this operation. */
export type Entitled = Owner & { readonly [entitled]: true };

/**
 * Stage 4: the plan includes the module and the key may use it, the caller has the role that the route is for, and a
 * read-only key or plan does not write.
 * @throws Problem 403
 */
export function checkEntitlement(call: Call, tenant: Owner): Entitled {
  checkModule(call, tenant);
  if (tenant.kind === 'person') checkRole(call, tenant);
  else checkKey(call, tenant);
  checkPlanAccess(call, tenant);
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
  // First, since no other right of the key changes it.
  if (call.role !== null && tenant.tier === 'live') {
    throw new Problem(
      'member_required',
      'API keys cannot do this: sign in to the dashboard, or use a member’s token.',
    );
  }
  if (call.access === 'write' && tenant.tier === 'test') {
    throw new Problem(
      'read_only_key',
      'Playground keys are read-only and cannot change anything: use a live key.',
    );
  }
  if (call.role !== null) {
    throw new Problem('member_required', 'Playground keys cannot do this: sign in first.');
  }
  if (tenant.tier === 'live') checkRestrictions(call, tenant.restrictions);
}

/** What the members who made a live key allow it, within the plan. */
function checkRestrictions({ module, access }: Call, restrictions: KeyRestrictions): void {
  const { modules } = restrictions;
  if (module !== null && isModule(module) && modules !== null && !modules.includes(module)) {
    throw new Problem(
      'module_not_allowed',
      `This key may not use the module ${module}: use a key that is allowed to.`,
      { module },
    );
  }
  if (access === 'write' && restrictions.access === 'read') {
    throw new Problem(
      'read_only_credential',
      'This key may only read: use a key with full access to change anything.',
    );
  }
}

/** The plan limits what the modules do for an organization, not how its members manage it. */
function checkPlanAccess({ module, access }: Call, { plan }: Owner): void {
  const isManaging = module === 'organization';
  if (access === 'read' || plan.access === 'full' || isManaging) return;
  throw new Problem(
    'read_only_credential',
    `The ${plan.title} plan only reads: the upgrade page says which plan writes.`,
  );
}

const RANK: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 };

/** A route that names no role lets members read, and admins and owners write. */
function checkRole(call: Call, tenant: Owner & { kind: 'person' }): void {
  const needed = call.role ?? (call.access === 'write' ? 'admin' : 'member');
  if (RANK[tenant.role] >= RANK[needed]) return;
  throw new Problem(
    'role_required',
    `Only ${needed === 'owner' ? 'an owner' : 'an owner or admin'} of the organization may do this: ask one of them.`,
  );
}
