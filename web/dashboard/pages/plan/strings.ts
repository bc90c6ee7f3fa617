import type { Entitlements } from '../../../../shared/organization.ts';

const access: Record<Entitlements['access'], string> = {
  read: 'Read only',
  full: 'Full',
};

export const strings = {
  title: 'Plan',
  lead: 'What this organization may do. The operator of this service changes it.',
  month: 'This month',
  used: (used: string, limit: string) => `${used} of ${limit} discoveries used`,
  usedWithoutLimit: (used: string) => `${used} discoveries used`,
  left: (left: string) => `${left} left`,
  running: (count: number, text: string) =>
    count === 1
      ? '1 more is held for a discovery that is running; it is given back if it is not charged.'
      : `${text} more are held for discoveries that are running; they are given back if they are not charged.`,
  reset: (date: string) => `The count starts again on ${date}, 00:00 UTC.`,
  stages: {
    nearly_used: 'Nearly used up',
    used_up: 'Used up',
  },
  usedUpText:
    'New discoveries are refused until then. Stored results can still be read, and all other requests work.',
  noDiscoveries: 'This plan includes no discoveries.',
  upgrade: 'Ask for another plan',
  terms: 'What the plan includes',
  plan: 'Plan',
  access: 'Access',
  accessValues: access,
  requests: 'Requests per minute',
  discoveries: 'Discoveries per month',
  concurrent: 'Discoveries at the same time',
  unlimited: 'No limit',
  changed: 'Set for this organization',
  changedText:
    'The marked values differ from the plan’s own: the operator set them for this organization.',
  modules: 'Modules',
  installed: 'Available',
  notInstalled: 'Not on this server',
  notInstalledText:
    'A module that is not installed on this server belongs to the plan, but requests to it are refused here.',
  noModules: 'This plan includes no module.',
};
