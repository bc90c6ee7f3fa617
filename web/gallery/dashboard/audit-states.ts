import type { AuditEvent } from '../../../shared/organization.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, type Answers } from './answers.ts';
import { ago, HOUR_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/audit`;
const route = 'GET /api/v1/organizations/*/audit';

const DONE: Pick<AuditEvent, 'action' | 'actor' | 'target'>[] = [
  { action: 'key.leaked', actor: 'reporter', target: 'Warehouse importer …Qz71' },
  { action: 'key.rotated', actor: 'Ada Lovelace', target: 'Warehouse importer …Qz71' },
  {
    action: 'member.joined',
    actor: 'Charles Babbage, Lucasian Professor of Mathematics',
    target: 'charles.babbage@a-rather-long-domain-name.example',
  },
  { action: 'plan.changed', actor: 'operator', target: 'team' },
  { action: 'organization.created', actor: 'Ada Lovelace', target: 'Acme' },
];
const events = DONE.map((done, index): AuditEvent => ({
  id: `a0d17000-0000-4000-8000-00000000000${index}`,
  at: ago((index * 31 + 1) * HOUR_MS),
  ...done,
}));
const answers: Answers = {
  [route]: { json: { events, next: null } },
  'GET /api/v1/organizations/*/audit.csv': BROKEN,
};

/** Audit. */
export const AUDIT_STATES: Readonly<Record<string, DashboardState>> = {
  audit: { path, answers },
  'audit-more': { path, answers: { [route]: { json: { events, next: events.at(-1)?.id } } } },
  'audit-csv-failed': { path, answers, click: ['Download CSV'] },
  'audit-empty': { path, answers: { [route]: { json: { events: [], next: null } } } },
  'audit-as-member': { path: `/${OTHER_ORGANIZATION_ID}/audit`, answers },
  'audit-loading': { path, answers: { [route]: 'pending' } },
  'audit-error': { path, answers: { [route]: BROKEN } },
  'audit-offline': { path, answers: { [route]: 'offline' }, offline: true },
};
