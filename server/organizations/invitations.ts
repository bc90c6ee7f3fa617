import type { Role } from '../../shared/account.ts';
import type { Invitation } from '../../shared/organization.ts';
import type { InvitationId, OrganizationId } from '../identifiers/ids.ts';
import type { Throttle } from '../limits/throttle.ts';
import { Problem } from '../problem.ts';
import type { InvitationRecord, Person } from './accounts.ts';
import { requireVerified } from './account.ts';
import { actorOf } from './audit.ts';
import { type ActingMember, type MemberDeps } from './members.ts';

export interface InvitationDeps extends MemberDeps {
  /** Counts the invitations that each person sends. */
  sentInvitations: Throttle;
}

export async function listInvitations(
  id: OrganizationId,
  { accounts }: Pick<MemberDeps, 'accounts'>,
): Promise<Invitation[]> {
  return (await accounts.invitations(id)).map(toInvitation);
}

/**
 * @throws Problem `role_required` for an admin who invites an owner, `invalid_field` for the address of a member, 429
 * after too many invitations
 */
export async function invite(
  { email, role }: { email: string; role: Role },
  by: ActingMember,
  { accounts, audit, sentInvitations }: InvitationDeps,
): Promise<Invitation> {
  const { organizationId } = by;
  if (role === 'owner' && by.role !== 'owner') {
    throw new Problem('role_required', 'Only an owner invites an owner: ask one of them.');
  }
  const invitedBy = await accounts.findPerson(by.userId);
  if (!invitedBy) throw new Problem('session_required', 'Your account was deleted.');
  sentInvitations.take(by.userId);
  const outcome = await accounts.invite({ organizationId, email, role, invitedBy });
  if (outcome === 'already_member') {
    throw new Problem('invalid_field', 'email belongs to a member of this organization already.', {
      field: 'email',
    });
  }
  await audit({
    organizationId,
    action: 'invitation.sent',
    actor: await actorOf(accounts, by.userId),
    target: `${outcome.email} as ${role}`,
  });
  return toInvitation(outcome);
}

/** @throws Problem `not_found` */
export async function withdrawInvitation(
  id: InvitationId | null,
  by: ActingMember,
  { accounts, audit }: MemberDeps,
): Promise<void> {
  const { organizationId } = by;
  const open = (await accounts.invitations(organizationId)).find((each) => each.id === id);
  if (!open || !(await accounts.withdrawInvitation(open.id, organizationId))) {
    throw new Problem('not_found', 'There is no such open invitation in this organization.');
  }
  await audit({
    organizationId,
    action: 'invitation.withdrawn',
    actor: await actorOf(accounts, by.userId),
    target: open.email,
  });
}

/** @throws Problem `email_not_verified` or `invitation_invalid` */
export async function acceptInvitation(
  id: InvitationId | null,
  person: Person,
  { accounts, audit }: MemberDeps,
): Promise<{ id: OrganizationId; name: string; role: Role }> {
  requireVerified(person);
  const accepted = id === null ? null : await accounts.acceptInvitation(id, person);
  if (!accepted) throw invalid();
  const { organizationId, organizationName: name, role } = accepted;
  await audit({
    organizationId,
    action: 'member.joined',
    actor: await actorOf(accounts, person.id),
    target: `as ${role}`,
  });
  return { id: organizationId, name, role };
}

/** @throws Problem `email_not_verified` or `invitation_invalid` */
export async function declineInvitation(
  id: InvitationId | null,
  person: Person,
  { accounts }: Pick<MemberDeps, 'accounts'>,
): Promise<void> {
  requireVerified(person);
  if (id === null || !(await accounts.declineInvitation(id, person))) throw invalid();
}

/** The same answer for every invitation that this person cannot use, so that nobody learns about those of others. */
const invalid = () =>
  new Problem(
    'invitation_invalid',
    'There is no open invitation with this ID to your email address: ask for a new one.',
  );

const toInvitation = (record: InvitationRecord): Invitation => ({
  id: record.id,
  email: record.email,
  role: record.role,
  invited_by: record.invitedBy,
  created_at: new Date(record.createdAtMs).toISOString(),
  expires_at: new Date(record.expiresAtMs).toISOString(),
});
