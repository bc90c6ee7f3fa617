import type { Role } from '../../shared/account.ts';

const roles: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' };

/** Texts of the frame around the pages, and of several pages. */
export const strings = {
  brand: 'KLOAKD',
  product: 'Dashboard',
  titleOf: (page: string) => `${page} · KLOAKD`,
  skip: 'Skip to the content',
  navigation: 'Organization',
  organizationLabel: 'Organization',
  chooseOrganization: 'Choose an organization',
  newOrganization: 'New organization…',
  account: 'Account',
  invitations: (count: number) => (count === 1 ? '1 invitation' : `${count} invitations`),
  signIn: 'Sign in',
  signUp: 'Sign up',
  signOut: 'Sign out',
  withProvider: (name: string) => `Continue with ${name}`,
  or: 'or',
  playground: 'Playground',
  loading: 'Loading…',
  offline:
    'You are offline. What you see may be old, and nothing can be changed until the network is back.',
  month: {
    nearly_used: (used: string, limit: string) =>
      `${used} of ${limit} discoveries of this month are used.`,
    used_up: (used: string, limit: string) =>
      `This month’s discoveries are used up (${used} of ${limit}). New ones are refused.`,
    reset: (date: string) => `The count starts again on ${date}.`,
    upgrade: 'Ask for another plan',
  },
  view: 'View',
  views: { chart: 'Chart', table: 'Table' },
  csv: 'Download CSV',
  days: {
    choose: 'Point at a day, or move to it with the arrow keys.',
    text: (day: string, total: string, parts: readonly string[]) =>
      parts.length === 0 ? `${day}: ${total}` : `${day}: ${total}. ${parts.join(', ')}`,
  },
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  copySelected: 'Selected. Press Ctrl+C (on a Mac ⌘C)',
  copyFailed: 'Could not be copied',
  code: 'Code',
  requestId: 'Request',
  roles,
  partMissing: 'This page could not be loaded. It was probably updated.',
  reload: 'Reload the page',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address is wrong, or you are not a member of this organization.',
  toHome: 'Go to your organization',
  accountsOffTitle: 'This server keeps no accounts',
  accountsOffText:
    'Its operator has not enabled them. You can use the playground without one; a live key comes from the operator.',
  accountsOffLink: 'How to get a live key',
};
