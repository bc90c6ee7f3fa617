import type { Role } from '../../../../shared/account.ts';

const roles: Record<Role, string> = {
  owner: 'an owner',
  admin: 'an admin',
  member: 'a member',
};

export const strings = {
  title: 'Invitations to you',
  empty: (email: string) => `No invitation to ${email} is open.`,
  emptyHint:
    'An invitation that was withdrawn, used or is older than seven days is not shown: ask for a new one. An invitation to another address is shown only to a person who signs in with that address.',
  toHome: 'Go to your organization',
  as: (role: Role) => `You would be ${roles[role]}.`,
  expires: (when: string) => `It ends ${when}.`,
  accept: 'Accept',
  decline: 'Decline',
  unverified:
    'Confirm your address first: an invitation is only for the person who has its address.',
};
