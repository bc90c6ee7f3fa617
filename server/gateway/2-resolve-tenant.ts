import { entitlementsOf } from '../organizations/entitlements.ts';
import type { Plan } from '../organizations/plans.ts';
import { notThisOrganization, Problem } from '../problem.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { Role } from '../../shared/account.ts';
import type { Accounts } from '../organizations/accounts.ts';
import type { Credential, KeyCredential, PersonCredential } from './find-credential.ts';
import type { Call } from './call.ts';

/** A person who belongs to the organization at this moment. */
export interface MemberCredential extends PersonCredential {
  role: Role;
}

/** A credential with its organization's record, and what that may do: the plan with its overrides. */
export type Tenant = (KeyCredential | MemberCredential) & {
  organization: OrganizationRecord;
  plan: Plan;
};

/**
 * Stage 2: the organization comes from the credential, never from what the client wrote. The header is required
 * all the same: a client with several organizations that sends the wrong key is refused instead of served.
 * @throws Problem 401 without the header, 403 for a person who does not belong to the organization any more
 */
export async function resolveTenant(
  call: Call,
  credential: Credential,
  deps: { storage: Storage; accounts: Pick<Accounts, 'roleOf'> | null },
): Promise<Tenant> {
  if (!call.organizationHeader) {
    throw new Problem(
      'organization_header_missing',
      'Send the header “X-Kloakd-Organization” with the UUID of the organization that the key belongs to.',
    );
  }
  const caller = credential.kind === 'key' ? credential : await memberOf(credential, deps.accounts);
  const organization = await deps.storage.findOrganization(credential.organizationId);
  // A member's organization may have been deleted since the token was made.
  if (!organization && caller.kind === 'person') throw notThisOrganization();
  if (!organization) throw new Error('A key belongs to an organization that does not exist.');
  return { ...caller, organization, plan: entitlementsOf(organization) };
}

async function memberOf(
  person: PersonCredential,
  accounts: Pick<Accounts, 'roleOf'> | null,
): Promise<MemberCredential> {
  const role = (await accounts?.roleOf(person.userId, person.organizationId)) ?? null;
  if (role === null) throw notThisOrganization();
  return { ...person, role };
}
