import type { KeyAccess, KeyStatus } from '../../../../shared/api-keys.ts';

const access: Record<KeyAccess, string> = { read: 'Read only', full: 'Full access' };
const statuses: Record<KeyStatus, string> = {
  active: 'Active',
  rotated: 'Being replaced',
  expired: 'Expired',
  revoked: 'Revoked',
};

export const strings = {
  title: 'API Keys',
  lead: 'A key is a program’s credential. It is shown once, when it is made; we keep only a hash of it.',
  create: 'Create key',
  organizationId: 'Organization ID',
  table: 'API keys',
  columns: {
    key: 'Key',
    status: 'Status',
    lastUsed: 'Last used',
    expires: 'Expires',
    actions: 'Actions',
  },
  unnamed: 'No name',
  operator: 'the operator',
  never: 'Never',
  access,
  statuses,
  modules: (names: readonly string[]) => `Only ${names.join(', ')}`,
  networks: (networks: readonly string[]) => `From ${networks.join(', ')}`,
  created: (day: string, person: string) => `Created ${day} by ${person}`,
  traffic: (total: number) =>
    `${total === 1 ? '1 request' : `${total.toLocaleString('en')} requests`} in 30 days`,
  rotate: 'Rotate',
  revoke: 'Revoke',
  describe: (action: string, name: string) => `${action} ${name}`,
  showEnded: (count: number) =>
    count === 1 ? 'Show the key that has ended' : `Show the ${count} keys that have ended`,
  onlyEnded: 'Every key of this organization has ended.',
  stillUsed: (ago: string) => `The old key was used ${ago}`,
  notUsedSince: 'Not used since the new key was made',
  worksUntil: (moment: string) => `Works until ${moment}`,

  expiryTitle: (name: string, when: string) => `The key “${name}” expires ${when}`,
  expiryText:
    'Rotate it before then: the new key can work beside the old one for up to seven days.',

  emptyTitle: 'Make your first key',
  emptyText: 'Then this call works, with the key and the organization’s ID in your environment:',
  emptyForMember: 'An owner or an admin of this organization can create keys.',
  memberLead: 'You can see the keys. Owners and admins create, rotate and revoke them.',

  name: 'Name',
  nameHint: 'Say where it is used, such as “billing service, production”.',
  accessLabel: 'Access',
  accessHint: 'A read-only key can read and run discoveries, but change nothing.',
  accessOptions: { full: 'All that the plan allows', read: 'Read only' },
  modulesLabel: 'Modules',
  allModules: 'All modules of the plan',
  someModules: 'Only these',
  chosenModules: 'Which modules',
  modulesUnknown: 'The modules of the plan could not be read. The key will work with all of them.',
  networksLabel: 'Networks',
  networksHint:
    'Where the key may be used from: addresses or CIDR ranges, one per line. Empty: anywhere.',
  networksPlaceholder: '203.0.113.0/24',
  expiryLabel: 'Expiry',
  expiries: {
    never: 'Never',
    days30: 'In 30 days',
    days90: 'In 90 days',
    days365: 'In a year',
    date: 'On a date…',
  },
  expiryDate: 'Last day (UTC)',

  revealTitle: (name: string) => `Your new key “${name}”`,
  revealText: 'It is shown only now. Save it where your program reads its secrets.',
  revealAfterRotation: (until: string) => `The old key works until ${until}.`,
  revealOldEnded: 'The old key has stopped working.',
  secret: 'API key',
  downloadEnv: 'Download .env',
  saved: 'I saved it',
  done: 'Done',
  callTitle: 'Call the API with it',
  languages: 'Languages',
  withEnvironment: 'From environment variables',
  withClient: 'With the client library',
  withKey: 'With the key in the code',
  credentialsInCode: 'Credentials in the code',

  rotateTitle: (name: string) => `Rotate “${name}”`,
  rotateText:
    'A new key with the same rights is made. The old one goes on working for the time you choose, so that your programs can change over.',
  overlapLabel: 'The old key works for',
  overlaps: { now: 'Not at all: it ends now', hour: '1 hour', day: '24 hours', week: '7 days' },
  rotateNow: 'Programs that use the old key fail at once.',

  revokeTitle: (name: string) => `Revoke “${name}”`,
  revokeText: 'Every program that uses it fails from the next request on. This cannot be undone.',
  recentTraffic: 'Its traffic',
  lastUsed: (ago: string) => `Last used ${ago}.`,
  neverUsed: 'It was never used.',
  trafficFacts: (today: number, week: number) =>
    `${today.toLocaleString('en')} requests today, ${week.toLocaleString('en')} in the last seven days.`,
  typeName: (name: string) => `Type “${name}” to confirm`,
};
