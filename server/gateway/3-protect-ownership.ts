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
  const { organizationHeader, organizationInPath } = call;
  const isOwn = (claim: string | undefined) =>
    // Mostly in the usual spelling, which needs no parsing; else in another, such as capital letters.
    claim === tenant.organizationId || parseOrganizationId(claim) === tenant.organizationId;
  if (
    !isOwn(organizationHeader) ||
    (organizationInPath !== undefined && !isOwn(organizationInPath))
  ) {
    throw notThisOrganization();
  }
  return tenant as Owner;
}
