import type { Clock } from '../time/clock.ts';
import type { FixedWindow } from '../limits/fixed-window.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import { authenticate } from './1-authenticate.ts';
import { resolveTenant, type Tenant } from './2-resolve-tenant.ts';
import { protectOwnership } from './3-protect-ownership.ts';
import { checkEntitlement } from './4-check-entitlement.ts';
import { meter, type Admission } from './5-meter.ts';
import type { Call } from './call.ts';
import type { FailureThrottle } from './failure-throttle.ts';
import type { KeyNetworks } from './key-networks.ts';
import type { UsageRecorder } from './usage-recorder.ts';

export interface GatewayDeps {
  storage: Storage;
  clock: Clock;
  throttle: FailureThrottle;
  window: FixedWindow;
  usage: UsageRecorder;
  keyNetworks: KeyNetworks;
}

/**
 * The five stages, in this order, before any handler and before the body is parsed. Each takes what
 * the one before returned, so none can be left out or swapped.
 * @param onTenant told as soon as the tenant is known, so that even a refusal carries its rate-limit headers
 * @throws Problem 401, 403 or 429
 */
export async function admit(
  call: Call,
  deps: GatewayDeps,
  onTenant: (tenant: Tenant) => void,
): Promise<Admission> {
  const credential = await throttled(call, deps.throttle, () => authenticate(call, deps));
  // Not behind the throttle: the key is right, and who holds it guesses nothing.
  await deps.keyNetworks.check(call.network, credential);
  const tenant = await resolveTenant(call, credential, deps);
  onTenant(tenant);
  const owner = protectOwnership(call, tenant);
  const entitled = checkEntitlement(call, owner);
  return meter(call, entitled, deps);
}

/** Authentication behind the throttle on failures. A missing credential is no guess. */
export async function throttled<T>(
  call: Pick<Call, 'network' | 'authorization'>,
  throttle: FailureThrottle,
  authenticated: () => Promise<T>,
): Promise<T> {
  throttle.check(call.network, call.authorization);
  try {
    const result = await authenticated();
    throttle.succeeded(call.authorization);
    return result;
  } catch (error) {
    if (error instanceof Problem && error.code !== 'credential_missing') {
      throttle.failed(call.network, call.authorization);
    }
    throw error;
  }
}
