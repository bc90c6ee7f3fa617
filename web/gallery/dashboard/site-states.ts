import type { Site } from '../../../shared/organization.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/sites`;
const about = 'GET /api/v1/organizations/*';
const list = 'GET /api/v1/organizations/*/sites';

const site = (index: number, fields: Partial<Site>): Site => ({
  id: `517e0000-0000-4000-8000-00000000000${index}`,
  origin: 'https://docs.acme.example',
  name: 'docs.acme.example',
  created_at: ago(index * DAY_MS),
  created_by: 'Ada Lovelace',
  settings: { cta: null, accent: null, examples: [], languages: [] },
  accent_shown: null,
  ...fields,
});
const SITES: Site[] = [
  site(1, {}),
  site(2, {
    origin: 'https://a-rather-long-name-of-a-host.developers.warehouse.example:8443',
    name: 'Developer portal of the warehouse',
    created_by: null,
  }),
];
const manages: Answers = { [about]: { json: { name: 'Acme', manages_sites: true } } };
const answers: Answers = {
  ...manages,
  [list]: { json: { sites: SITES } },
  'POST /api/v1/organizations/*/sites': refuse(400, 'invalid_field'),
  'PATCH /api/v1/organizations/*/sites/*': refuse(400, 'invalid_field'),
  'DELETE /api/v1/organizations/*/sites/*': BROKEN,
};

/** Playground sites. */
export const SITE_STATES: Readonly<Record<string, DashboardState>> = {
  sites: { path, answers },
  'sites-empty': { path, answers: { ...manages, [list]: { json: { sites: [] } } } },
  'sites-of-operator': {
    path,
    answers: { [about]: { json: { name: 'Acme', manages_sites: false } } },
  },
  'sites-as-member': { path: `/${OTHER_ORGANIZATION_ID}/sites`, answers },
  'sites-loading': { path, answers: { ...manages, [list]: 'pending' } },
  'sites-error': { path, answers: { ...manages, [list]: BROKEN } },
  'sites-offline': { path, answers: { [about]: 'offline' }, offline: true },
  'site-add': { path, answers, click: ['Add site'] },
  'site-settings': { path, answers, click: ['Settings'] },
  'site-settings-failed': { path, answers, click: ['Settings', 'Save'] },
  'site-remove': { path, answers, click: ['Remove'] },
  'site-remove-failed': { path, answers, click: ['Remove', 'Remove'] },
};
