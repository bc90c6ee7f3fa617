import { ACCOUNT, ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, type Answers } from './answers.ts';
import { ago, DAY_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/settings`;
const route = 'GET /api/v1/organizations/*';

const answers: Answers = {
  [route]: {
    json: { name: 'Acme', plan: 'team', created_at: ago(200 * DAY_MS), manages_sites: false },
  },
  'GET /api/v1/organizations/*/export': BROKEN,
};
const asAdmin: Answers = {
  ...answers,
  'GET /api/v1/account': {
    json: {
      ...ACCOUNT,
      organizations: [{ id: ORGANIZATION_ID, name: 'Acme', role: 'admin' }],
    },
  },
};

/** Settings. */
export const SETTINGS_STATES: Readonly<Record<string, DashboardState>> = {
  settings: { path, answers },
  'settings-export-failed': { path, answers, click: ['Download'] },
  'settings-as-admin': { path, answers: asAdmin },
  'settings-as-member': {
    path: `/${OTHER_ORGANIZATION_ID}/settings`,
    answers: {
      [route]: {
        json: {
          name: 'Northern Hemisphere Logistics and Warehousing',
          created_at: ago(20 * DAY_MS),
        },
      },
    },
  },
  'settings-delete-failed': {
    path,
    answers: { ...answers, 'DELETE /api/v1/organizations/*': BROKEN },
    fill: { 'Type “Acme” to confirm': 'Acme' },
    click: ['Delete the organization'],
  },
  'settings-loading': { path, answers: { [route]: 'pending' } },
  'settings-error': { path, answers: { [route]: BROKEN } },
  'settings-offline': { path, answers: { [route]: 'offline' }, offline: true },
};
