import { Problem } from '../problem.ts';
import type { Owner } from './3-protect-ownership.ts';
import type { Call } from './call.ts';

declare const entitled: unique symbol;
/** A tenant whose plan includes the module, with a key that may do this operation. */
export type Entitled = Owner & { readonly [entitled]: true };

/**
 * Stage 4: the plan includes the module, and a read-only key does not write.
 * @throws Problem 403
 */
export function checkEntitlement(call: Call, tenant: Owner): Entitled {
  const { module } = call;
  if (module !== null && module !== 'playground' && !tenant.plan.modules.includes(module)) {
    throw new Problem(
      'not_entitled',
      `The ${tenant.plan.title} plan does not include the module ${module}: the upgrade page says which plan does.`,
      { module },
    );
  }
  if (call.access === 'write' && (tenant.tier === 'test' || tenant.plan.access === 'read')) {
    throw new Problem(
      'read_only_key',
      'Playground keys are read-only and cannot change anything: use a live key.',
    );
  }
  return tenant as Entitled;
}
