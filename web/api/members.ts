import type { Role } from '../../shared/account.ts';
import type { Invitation, Member } from '../../shared/organization.ts';
import { readRole } from './account.ts';
import { isFields, listOf, textOf, type Fields } from './read.ts';
import { jsonBody, jsonPost, readBody, type SendRequest } from './request.ts';

/** Members of an organization and open invitations. `send` is that of the organization, see `organization.ts`. */
export async function listMembers(send: SendRequest): Promise<Member[]> {
  const body = await readBody(await send('members'));
  return rows(body, 'members').map((member) => ({
    user_id: textOf(member, 'user_id') ?? '',
    name: textOf(member, 'name') ?? '',
    email: textOf(member, 'email') ?? '',
    role: readRole(textOf(member, 'role')),
    joined_at: textOf(member, 'joined_at') ?? '',
  }));
}

export async function setMemberRole(send: SendRequest, userId: string, role: Role): Promise<void> {
  await send(`members/${encodeURIComponent(userId)}`, jsonBody('PATCH', { role }));
}

export async function removeMember(send: SendRequest, userId: string): Promise<void> {
  await send(`members/${encodeURIComponent(userId)}`, { method: 'DELETE' });
}

export async function listInvitations(send: SendRequest): Promise<Invitation[]> {
  const body = await readBody(await send('invitations'));
  return rows(body, 'invitations').map((invitation) => ({
    id: textOf(invitation, 'id') ?? '',
    email: textOf(invitation, 'email') ?? '',
    role: readRole(textOf(invitation, 'role')),
    invited_by: textOf(invitation, 'invited_by') ?? '',
    created_at: textOf(invitation, 'created_at') ?? '',
    expires_at: textOf(invitation, 'expires_at') ?? '',
  }));
}

export async function invite(send: SendRequest, email: string, role: Role): Promise<void> {
  await send('invitations', jsonPost({ email, role }));
}

export async function withdrawInvitation(send: SendRequest, invitationId: string): Promise<void> {
  await send(`invitations/${encodeURIComponent(invitationId)}`, { method: 'DELETE' });
}

function rows(body: unknown, name: string): Fields[] {
  return isFields(body) ? listOf(body, name).filter(isFields) : [];
}
