import type { Member } from '../../shared/organization.ts';
import type { Role } from '../../shared/account.ts';
import type { OrganizationId, UserId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Accounts, MemberRefusal } from './accounts.ts';
import { actorOf, type AuditInput } from './audit.ts';

/** A member whom the gateway admitted, and who asks for a change. */
export interface ActingMember {
  userId: UserId;
  organizationId: OrganizationId;
  role: Role;
}

export type RecordAudit = (event: AuditInput) => Promise<void>;

export interface MemberDeps {
  accounts: Accounts;
  audit: RecordAudit;
}

export async function listMembers(
  id: OrganizationId,
  { accounts }: Pick<MemberDeps, 'accounts'>,
): Promise<Member[]> {
  const members = await accounts.members(id);
  return members.map((member) => ({
    user_id: member.id,
    name: member.name,
    email: member.email,
    role: member.role,
    joined_at: new Date(member.joinedAtMs).toISOString(),
  }));
}

/** @throws Problem `not_found`, `role_required` or `last_owner` */
export async function setRole(
  userId: UserId | null,
  role: Role,
  by: ActingMember,
  { accounts, audit }: MemberDeps,
): Promise<void> {
  const { organizationId } = by;
  const outcome =
    userId === null
      ? 'not_found'
      : await accounts.setRole(organizationId, userId, { role, by: by.role });
  if (userId === null || outcome !== 'changed') throw refused(outcome as MemberRefusal);
  await audit({
    organizationId,
    action: 'member.role_changed',
    actor: await actorOf(accounts, by.userId),
    target: `${await actorOf(accounts, userId)} is ${role} now`,
  });
}

/**
 * Admins remove members, owners remove anybody, and everybody may leave.
 * @throws Problem `not_found`, `role_required` or `last_owner`
 */
export async function removeMember(
  userId: UserId | null,
  by: ActingMember,
  { accounts, audit }: MemberDeps,
): Promise<void> {
  const { organizationId } = by;
  if (by.role === 'member' && userId !== by.userId) {
    throw new Problem(
      'role_required',
      'Only an owner or admin removes other members: you may leave yourself.',
    );
  }
  if (userId === null) throw refused('not_found');
  const outcome = await accounts.removeMember(organizationId, userId, by.role);
  if (outcome !== 'removed') throw refused(outcome);
  await audit({
    organizationId,
    action: 'member.removed',
    actor: await actorOf(accounts, by.userId),
    target: await actorOf(accounts, userId),
  });
}

function refused(outcome: MemberRefusal): Problem {
  switch (outcome) {
    case 'not_found':
      return new Problem('not_found', 'There is no such member in this organization.');
    case 'owner_required':
      return new Problem(
        'role_required',
        'Only an owner changes who is an owner: ask one of them.',
      );
    case 'last_owner':
      return new Problem(
        'last_owner',
        'This is the only owner: make another member an owner first, or delete the organization.',
      );
    default:
      return outcome satisfies never;
  }
}
