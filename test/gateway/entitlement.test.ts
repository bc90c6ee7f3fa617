import { describe, expect, it } from 'vitest';
import type { Tenant } from '../../server/gateway/2-resolve-tenant.ts';
import { protectOwnership } from '../../server/gateway/3-protect-ownership.ts';
import { checkEntitlement } from '../../server/gateway/4-check-entitlement.ts';
import type { Call } from '../../server/gateway/call.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Plan } from '../../server/organizations/plans.ts';
import { Problem } from '../../server/problem.ts';
import type { Role } from '../../shared/account.ts';

const DEVELOPER: Plan = {
  name: 'developer',
  title: 'Developer',
  access: 'full',
  modules: ['skanyr'],
  window: { name: 'burst', limit: 300, windowSeconds: 60 },
  quota: { kind: 'monthly', limit: 1_000 },
  concurrentDiscoveries: 4,
};
const organizationId = trustId<OrganizationId>(systemRandom.uuid());
const shared = {
  organizationId,
  expiresAtMs: null,
  organization: {
    id: organizationId,
    name: 'Acme',
    plan: 'developer',
    createdAtMs: 0,
    visitorId: null,
    planRecord: null,
    overrides: {},
  },
  plan: DEVELOPER,
} as const;
const key = (tier: 'test' | 'live'): Tenant => ({
  ...shared,
  kind: 'key',
  keyId: trustId(systemRandom.uuid()),
  tier,
  last4: 'abcd',
  restrictions: { access: 'full', modules: null, networks: null, expiresAtMs: null },
});
const person = (role: Role, plan = DEVELOPER): Tenant => ({
  ...shared,
  kind: 'person',
  userId: trustId(systemRandom.uuid()),
  expiresAtMs: 0,
  role,
  plan,
});

/** `allowed`, or the code that stage 4 refuses with. */
function verdict(tenant: Tenant, route: Partial<Call>): string {
  const call: Call = {
    authorization: undefined,
    organizationHeader: organizationId,
    organizationInPath: organizationId,
    module: 'organization',
    access: 'read',
    role: null,
    address: '127.0.0.1',
    network: 'x',
    ...route,
  };
  try {
    checkEntitlement(call, protectOwnership(call, tenant));
    return 'allowed';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe('a route for members with a role', () => {
  it.each([
    ['member', ['allowed', 'allowed', 'allowed']],
    ['admin', ['role_required', 'allowed', 'allowed']],
    ['owner', ['role_required', 'role_required', 'allowed']],
  ] as const)('that asks for %s is open to whom it names, and to those above', (role, verdicts) => {
    for (const access of ['read', 'write'] as const) {
      const callers = (['member', 'admin', 'owner'] as const).map((has) => person(has));
      expect(callers.map((caller) => verdict(caller, { role, access }))).toEqual(verdicts);
    }
  });

  it('is closed to every key, so that keys cannot manage keys', () => {
    for (const role of ['member', 'admin', 'owner'] as const) {
      for (const access of ['read', 'write'] as const) {
        expect(verdict(key('live'), { role, access })).toBe('member_required');
      }
      expect(verdict(key('test'), { role })).toBe('member_required');
      expect(verdict(key('test'), { role, access: 'write' })).toBe('read_only_key');
    }
  });
});

describe('a plan that only reads', () => {
  const plan = { ...DEVELOPER, access: 'read' } as const;

  it('lets no member write in a module, whatever the role', () => {
    for (const role of ['admin', 'owner'] as const) {
      const route = { module: 'skanyr', access: 'write' } as const;
      expect(verdict(person(role), route)).toBe('allowed');
      expect(verdict(person(role, plan), route)).toBe('read_only_credential');
      expect(verdict(person(role, plan), { module: null, access: 'write' })).not.toBe('allowed');
    }
  });

  it('still lets owners and admins manage members and keys', () => {
    expect(verdict(person('admin', plan), { role: 'admin', access: 'write' })).toBe('allowed');
  });
});
