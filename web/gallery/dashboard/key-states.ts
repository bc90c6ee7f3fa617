import type { ApiKey, CreatedApiKey } from '../../../shared/api-keys.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS, HOUR_MS, MINUTE_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/keys`;
const route = `/api/v1/organizations/${ORGANIZATION_ID}/api-keys`;

function key(index: number, fields: Partial<ApiKey>): ApiKey {
  return {
    id: `6c1d0f2a-0000-4000-8000-00000000000${index}`,
    name: `Key ${index}`,
    prefix: 'sk-live-',
    last4: ['9f3K', 'Qz71', 'mB0x', 'T2wd', 'kk8A', 'Vn4e'][index] ?? '0000',
    status: 'active',
    access: 'full',
    modules: null,
    networks: null,
    created_by: 'Ada Lovelace',
    created_at: ago(40 * DAY_MS),
    last_used_at: ago(3 * MINUTE_MS),
    expires_at: null,
    replaced_by: null,
    requests_by_day: Array.from({ length: 30 }, (_, day) => (day % 7 > 4 ? 3 : 40 + day * index)),
    ...fields,
  };
}

const quiet = Array.from({ length: 30 }, () => 0);
const PRODUCTION = key(0, { name: 'Billing service, production' });
const ROTATED = key(1, {
  name: 'Warehouse importer',
  status: 'rotated',
  expires_at: ago(-21 * HOUR_MS),
  replaced_by: key(2, {}).id,
});
const KEYS: ApiKey[] = [
  PRODUCTION,
  key(2, {
    name: 'Warehouse importer',
    created_at: ago(3 * HOUR_MS),
    requests_by_day: [...quiet.slice(1), 12],
  }),
  ROTATED,
  key(3, {
    name: 'Nightly report',
    access: 'read',
    modules: ['skanyr'],
    networks: ['203.0.113.0/24', '2001:db8::/32'],
    expires_at: ago(-12 * DAY_MS - HOUR_MS),
  }),
  key(4, { name: null, created_by: null, last_used_at: null, requests_by_day: quiet }),
  key(5, { name: 'Prototype', status: 'revoked', last_used_at: ago(19 * DAY_MS) }),
];
const CREATED: CreatedApiKey = {
  secret: 'sk-live-4hV9tQm2ZxK7pRb1NcLwY8sDf3Jg6A0U9f3K',
  api_key: PRODUCTION,
};
const answers: Answers = {
  [`GET ${route}`]: { json: { api_keys: KEYS } },
  [`POST ${route}`]: { json: CREATED },
  [`POST ${route}/*/rotate`]: { json: CREATED },
  [`GET /api/v1/organizations/${ORGANIZATION_ID}/plan`]: {
    json: {
      entitlements: {
        modules: ['skanyr', 'webgrph', 'evadr'].map((name) => ({ name, installed: true })),
      },
    },
  },
};
const ending = (days: number): Answers => ({
  [`GET ${route}`]: {
    json: { api_keys: [key(0, { name: 'Deploy', expires_at: ago(-days * DAY_MS - HOUR_MS) })] },
  },
});

/** API Keys. */
export const KEY_STATES: Readonly<Record<string, DashboardState>> = {
  keys: { path, answers },
  'keys-ended': { path, answers, click: ['Show the key that has ended'] },
  'keys-empty': { path, answers: { [`GET ${route}`]: { json: { api_keys: [] } } } },
  'keys-loading': { path, answers: { [`GET ${route}`]: 'pending' } },
  'keys-error': { path, answers: { [`GET ${route}`]: BROKEN } },
  'keys-offline': {
    path,
    answers: { ...answers, [`GET ${route}`]: { jsonWhenBack: { api_keys: KEYS } } },
    offline: true,
  },
  'keys-member': {
    path: `/${OTHER_ORGANIZATION_ID}/keys`,
    answers: {
      'GET /api/v1/organizations/*/api-keys': { json: { api_keys: KEYS.slice(0, 2) } },
    },
  },
  'keys-no-token': {
    path,
    answers: { 'POST /api/v1/account/token': refuse(403, 'member_required') },
  },
  'keys-all-ended': { path, answers: { [`GET ${route}`]: { json: { api_keys: KEYS.slice(-1) } } } },
  'keys-empty-for-member': {
    path: `/${OTHER_ORGANIZATION_ID}/keys`,
    answers: { 'GET /api/v1/organizations/*/api-keys': { json: { api_keys: [] } } },
  },
  'keys-ends-in-14-days': { path, answers: ending(13) },
  'keys-ends-in-3-days': { path, answers: ending(2) },
  'keys-ends-today': { path, answers: ending(0) },
  'key-create': { path, answers, click: ['Create key', 'Only these'] },
  'key-create-refused': {
    path,
    answers: {
      ...answers,
      [`POST ${route}`]: refuse(
        400,
        'invalid_field',
        'The field networks holds “10.0.0/8”, which is neither an address nor a range such as 203.0.113.0/24.',
        { title: 'A field is missing or wrong', field: 'networks' },
      ),
    },
    click: ['Create key', 'Create key'],
    fill: { Name: 'Deploy', Networks: '10.0.0/8' },
  },
  'key-created-with-key': {
    path,
    answers,
    click: ['Rotate', 'Rotate', 'TypeScript', 'With the key in the code'],
  },
  'key-rotate-failed': {
    path,
    answers: { ...answers, [`POST ${route}/*/rotate`]: 'offline' },
    click: ['Rotate', 'Rotate'],
  },
  'key-created': { path, answers, click: ['Rotate', 'Rotate'] },
  'key-rotate': { path, answers, click: ['Rotate'] },
  'key-revoke': { path, answers, click: ['Revoke'] },
};
