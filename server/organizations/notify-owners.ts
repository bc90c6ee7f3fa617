import type { OrganizationId } from '../identifiers/ids.ts';
import type { Role } from '../../shared/account.ts';

/** A message in plain text. It contains no secret, because others store mails. */
export interface Notice {
  subject: string;
  text: string;
}

/**
 * Tells the owners of an organization something before they next look at the dashboard.
 * @throws where the owners cannot be read
 */
export type NotifyOwners = (organizationId: OrganizationId, notice: Notice) => Promise<void>;

interface Member {
  email: string;
  emailVerified: boolean;
  role: Role;
}

/** A mail to each owner whose address was verified. */
export function ownersByMail(
  membersOf: (id: OrganizationId) => Promise<readonly Member[]>,
  send: (mail: Notice & { to: string }) => void,
): NotifyOwners {
  return async (organizationId, notice) => {
    const members = await membersOf(organizationId);
    const owners = members.filter(({ role, emailVerified }) => role === 'owner' && emailVerified);
    for (const { email } of owners) send({ to: email, ...notice });
  };
}
