import type { AuditAction } from '../../../../shared/organization.ts';

const actions: Record<AuditAction, string> = {
  'organization.created': 'Created the organization',
  'organization.renamed': 'Renamed the organization',
  'organization.exported': 'Exported the organization’s data',
  'plan.changed': 'Changed the plan',
  'key.created': 'Created a key',
  'key.rotated': 'Rotated a key',
  'key.revoked': 'Revoked a key',
  'key.leaked': 'Reported a leaked key',
  'member.joined': 'Joined',
  'member.role_changed': 'Changed a role',
  'member.removed': 'Removed a member',
  'invitation.sent': 'Sent an invitation',
  'invitation.withdrawn': 'Withdrew an invitation',
  'site.added': 'Added a playground site',
  'site.changed': 'Changed a playground site',
  'site.removed': 'Removed a playground site',
  'discoveries.claimed': 'Claimed a visitor’s discoveries',
};
const texts: Readonly<Partial<Record<string, string>>> = actions;

/** Actors that are no members. */
const actors: Readonly<Partial<Record<string, string>>> = {
  operator: 'The operator',
  reporter: 'Whoever found the key',
};

export const strings = {
  title: 'Audit',
  lead: 'Who changed what in this organization, newest first.',
  table: 'Events',
  columns: { action: 'What', target: 'To what', actor: 'Who', at: 'When (UTC)' },
  /** A newer server may have more kinds of events. */
  action: (name: string) => texts[name] ?? name,
  actor: (name: string) => actors[name] ?? name,
  shown: (count: string) => `The newest ${count} events are shown.`,
  allShown: (count: string) => `These are all events: ${count}.`,
  older: 'Show older events',
  emptyTitle: 'Nothing was recorded yet',
  emptyText: 'Changes of keys, members, the plan and sites appear here.',
  membersTitle: 'Owners and admins read this log',
  membersText:
    'It names people, addresses and keys, so members cannot see it. Ask an owner or an admin of this organization.',
};
