import { PLANS, type Plan } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { Credential } from './1-authenticate.ts';
import type { Call } from './call.ts';

/** A credential with its organization's record and plan. */
export interface Tenant extends Credential {
  organization: OrganizationRecord;
  plan: Plan;
}

/**
 * Stage 2: the organization comes from the credential, never from what the client wrote. The header is required
 * all the same: a client with several organizations that sends the wrong key is refused instead of served.
 * @throws Problem 401 without the header
 */
export async function resolveTenant(
  call: Call,
  credential: Credential,
  deps: { storage: Storage },
): Promise<Tenant> {
  if (!call.organizationHeader) {
    throw new Problem(
      'organization_header_missing',
      'Send the header “X-Kloakd-Organization” with the UUID of the organization that the key belongs to.',
    );
  }
  const organization = await deps.storage.findOrganization(credential.organizationId);
  if (!organization) throw new Error('A key belongs to an organization that does not exist.');
  return { ...credential, organization, plan: PLANS[organization.plan] };
}
