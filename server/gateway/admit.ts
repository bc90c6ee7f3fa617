import { authenticate, type AuthenticateDeps } from './1-authenticate.ts';
import { resolveTenant, type Tenant } from './2-resolve-tenant.ts';
import { protectOwnership } from './3-protect-ownership.ts';
import { checkEntitlement } from './4-check-entitlement.ts';
import { meter, type Admission, type MeterDeps } from './5-meter.ts';
import type { Call } from './call.ts';
import type { KeyNetworks } from './key-networks.ts';
import type { Accounts } from '../organizations/accounts.ts';
import type { Storage } from '../storage/port.ts';

export interface GatewayDeps extends AuthenticateDeps, MeterDeps {
  storage: Storage;
  accounts: Accounts | null;
  keyNetworks: KeyNetworks;
}

/**
 * The five stages, in this order, before any handler and before the body is parsed. Each takes what the one
 * before returned, so the compiler refuses a call that leaves one out or swaps two.
 * @param onTenant called as soon as the tenant is known, so that refusals carry its rate-limit headers too
 * @throws Problem 401, 403 or 429
 */
export async function admit(
  call: Call,
  deps: GatewayDeps,
  onTenant: (tenant: Tenant) => void,
): Promise<Admission> {
  const credential = await authenticate(call, deps);
  const tenant = await resolveTenant(call, credential, deps);
  onTenant(tenant);
  const owner = protectOwnership(call, tenant);
  const entitled = checkEntitlement(call, owner);
  return meter(entitled, deps);
}
