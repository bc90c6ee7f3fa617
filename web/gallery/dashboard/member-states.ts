import { ACCOUNT, ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/members`;
const MEMBERS = [
  {
    user_id: ACCOUNT.person.id,
    name: 'Ada Lovelace',
    email: 'ada@acme.example',
    role: 'owner',
    joined_at: ago(200 * DAY_MS),
  },
  {
    user_id: 'b7e0a5d2-0000-4000-8000-000000000002',
    name: 'Charles Babbage, Lucasian Professor of Mathematics',
    email: 'charles.babbage@a-rather-long-domain-name.example',
    role: 'admin',
    joined_at: ago(90 * DAY_MS),
  },
];
const INVITATION = {
  id: 'c1f2c3d4-0000-4000-8000-000000000001',
  email: 'mary.somerville@acme.example',
  role: 'member',
  invited_by: 'Ada Lovelace',
  created_at: ago(DAY_MS),
  expires_at: ago(-6 * DAY_MS),
};
const answers: Answers = {
  'GET /api/v1/organizations/*/members': { json: { members: MEMBERS } },
  'GET /api/v1/organizations/*/invitations': { json: { invitations: [INVITATION] } },
};

/** Members and invitations. */
export const MEMBER_STATES: Readonly<Record<string, DashboardState>> = {
  members: { path, answers },
  'members-no-invitation': {
    path,
    answers: {
      ...answers,
      'GET /api/v1/organizations/*/invitations': { json: { invitations: [] } },
    },
  },
  'members-as-member': { path: `/${OTHER_ORGANIZATION_ID}/members`, answers },
  'members-error': { path, answers: { 'GET /api/v1/organizations/*/members': BROKEN } },
  'members-offline': {
    path,
    answers: { 'GET /api/v1/organizations/*/members': 'offline' },
    offline: true,
  },
  'members-loading': { path, answers: { 'GET /api/v1/organizations/*/members': 'pending' } },
  'member-role-refused': {
    path,
    answers: { ...answers, 'PATCH /api/v1/organizations/*/members/*': refuse(409, 'last_owner') },
    choose: { label: 'Role of Ada Lovelace', value: 'member' },
  },
  'member-invite': { path, answers, click: ['Invite'] },
  'member-remove': { path, answers, click: ['Remove'] },
};
