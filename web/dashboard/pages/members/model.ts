import { signal } from '@preact/signals';
import type { Role } from '../../../../shared/account.ts';
import type { Member } from '../../../../shared/organization.ts';
import {
  invite,
  listInvitations,
  listMembers,
  removeMember,
  setMemberRole,
  withdrawInvitation,
} from '../../../api/members.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

type OpenDialog = { kind: 'invite' } | { kind: 'remove'; member: Member };

export function createMembers(app: Dashboard, organization: Membership, personId: string) {
  const send = app.sendFor(organization.id);
  const members = createResource(() => listMembers(send));
  const invitations = createResource(() => listInvitations(send));
  const dialog = signal<OpenDialog | null>(null);
  const email = signal('');
  const role = signal<Role>('member');

  const setRole = createAction(async (member: Member, next: Role) => {
    // What the server refuses is shown as it was before.
    await setMemberRole(send, member.user_id, next).finally(() => members.reload());
    if (member.user_id === personId) await app.session.refresh();
  });
  const remove = createAction(async (member: Member) => {
    await removeMember(send, member.user_id);
    dialog.value = null;
    if (member.user_id === personId) {
      await app.session.refresh();
      app.router.go('/');
    } else {
      await members.reload();
    }
  });
  const sendInvitation = createAction(async () => {
    await invite(send, email.peek().trim(), role.peek());
    dialog.value = null;
    await invitations.reload();
  });
  return {
    ...{ members, invitations, dialog, email, role, setRole, remove, sendInvitation, personId },
    canManage: organization.role !== 'member',
    /** Only owners make or unmake owners. */
    rolesFor: (member: Member): Role[] => {
      if (organization.role === 'owner') return ['owner', 'admin', 'member'];
      return member.role === 'owner' ? ['owner'] : ['admin', 'member'];
    },
    invitableRoles: (): Role[] =>
      organization.role === 'owner' ? ['member', 'admin', 'owner'] : ['member', 'admin'],
    withdraw: createAction(async (invitationId: string) => {
      await withdrawInvitation(send, invitationId);
      await invitations.reload();
    }),
    openInvite: () => {
      email.value = '';
      role.value = 'member';
      sendInvitation.clear();
      dialog.value = { kind: 'invite' };
    },
    openRemove: (member: Member) => {
      remove.clear();
      dialog.value = { kind: 'remove', member };
    },
    close: () => (dialog.value = null),
  };
}

export type Members = ReturnType<typeof createMembers>;
