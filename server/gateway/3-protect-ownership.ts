import { parseOrganizationId } from '../identifiers/ids.ts';
import { notThisOrganization } from '../problem.ts';
import type { Tenant } from './2-resolve-tenant.ts';
import type { Call } from './call.ts';

declare const owner: unique symbol;
/** A tenant whose path and header were compared with its credential. */
export type Owner = Tenant & { readonly [owner]: true };

/**
 * Stage 3: path and header name the credential's organization. The answer is the same whether or not the other
 * organization exists, so that nobody can find out which ones do.
 * @throws Problem 403
 */
export function protectOwnership(call: Call, tenant: Tenant): Owner {
  const claims = [call.organizationHeader];
  if (call.organizationInPath !== undefined) claims.push(call.organizationInPath);
  if (!claims.every((claim) => parseOrganizationId(claim) === tenant.organizationId)) {
    throw notThisOrganization();
  }
  return tenant as Owner;
}
