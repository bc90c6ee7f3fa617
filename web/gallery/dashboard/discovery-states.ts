import type { Endpoint } from '../../../shared/discovery.ts';
import type { DiscoverySummary } from '../../../shared/organization.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS, MINUTE_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/discoveries`;
const route = `/api/v1/organizations/${ORGANIZATION_ID}`;
const list = `GET ${route}/discoveries`;
const one = `GET ${route}/skanyr/discover/*`;

const idOf = (index: number) => `d15c0000-0000-4000-8000-00000000000${index}`;

function row(index: number, fields: Partial<DiscoverySummary>): DiscoverySummary {
  return {
    discovery_id: idOf(index),
    artifact_id: `a27f0000-0000-4000-8000-00000000000${index}`,
    url: 'https://shop.example/',
    kind: 'discover',
    status: 'completed',
    total_endpoints: 4,
    created_at: ago(index * DAY_MS + MINUTE_MS),
    completed_at: ago(index * DAY_MS),
    claimed: false,
    ...fields,
  };
}

const ROWS: DiscoverySummary[] = [
  row(0, { status: 'running', total_endpoints: null, completed_at: null }),
  row(1, {}),
  row(2, {
    url: 'https://a-rather-long-name-of-a-host.warehouse.example/catalogue/2026/autumn?page=1',
    total_endpoints: 1234,
  }),
  row(3, { claimed: true, url: 'https://petstore.example/' }),
  row(4, { status: 'failed', total_endpoints: 0, url: 'https://gone.example/' }),
  row(5, { kind: 'reader-view', total_endpoints: null, url: 'https://news.example/today' }),
  row(6, {}),
];

function endpoint(method: string, address: string, fields: Partial<Endpoint> = {}): Endpoint {
  return {
    url: `https://shop.example${address}`,
    method,
    api_type: 'rest',
    confidence: 0.9,
    parameters: {
      path: [...address.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => name),
      query: [],
      body: {},
    },
    source: [{ file: 'https://shop.example/app.js', technique: 'script' }],
    ...fields,
  };
}

const NEWER: Endpoint[] = [
  endpoint('GET', '/api/v2/products', {
    parameters: { path: [], query: ['page', 'currency'], body: {} },
  }),
  endpoint('GET', '/api/v2/products/{id}', { confidence: 0.6 }),
  endpoint('POST', '/api/v2/orders/{id}/items', {
    parameters: { path: ['id'], query: [], body: { quantity: 'integer' } },
  }),
  endpoint('GET', '/api/v2/search-with-a-name-that-does-not-fit-into-one-line-on-a-phone'),
];
const OLDER: Endpoint[] = [
  endpoint('GET', '/api/v2/products', { parameters: { path: [], query: ['page'], body: {} } }),
  endpoint('GET', '/api/v2/products/{id}'),
  endpoint('DELETE', '/api/v1/basket'),
];

const job = (index: number, fields: object) => ({
  json: {
    discovery_id: idOf(index),
    artifact_id: row(index, {}).artifact_id,
    url: 'https://shop.example/',
    status: 'completed',
    endpoints: NEWER,
    has_more: false,
    truncated: false,
    created_at: row(index, {}).created_at,
    completed_at: row(index, {}).completed_at,
    error: null,
    ...fields,
  },
});
const page = (discoveries: DiscoverySummary[], total = discoveries.length) => ({
  json: { discoveries, has_more: total > discoveries.length, total },
});
const answers: Answers = {
  [list]: page(ROWS, 61),
  [one]: job(1, {}),
  [`GET ${route}/skanyr/discover/${idOf(6)}`]: job(6, { endpoints: OLDER }),
  [`GET ${route}/skanyr/api-map/*`]: BROKEN,
  [`POST ${route}/skanyr/discover`]: 'pending',
  [`POST ${route}/skanyr/retry`]: refuse(
    429,
    'monthly_quota_exhausted',
    'All 1000 discoveries of this month are used: wait for the next month (UTC), or change to a larger plan.',
    { title: 'This month’s discoveries are used', upgrade_url: '/upgrade' },
  ),
};
const onePath = `${path}/${idOf(1)}`;
const choose = (index: number) => ({ label: 'Other run of this site', value: idOf(index) });

/** Discoveries: the list, and one of them. */
export const DISCOVERY_STATES: Readonly<Record<string, DashboardState>> = {
  discoveries: { path, answers },
  'discoveries-empty': { path, answers: { [list]: page([]) } },
  'discoveries-loading': { path, answers: { [list]: 'pending' } },
  'discoveries-error': { path, answers: { [list]: BROKEN } },
  'discoveries-offline': { path, answers: { [list]: 'offline' }, offline: true },
  'discoveries-not-allowed': {
    path: `/${OTHER_ORGANIZATION_ID}/discoveries`,
    answers: { 'POST /api/v1/account/token': refuse(403, 'member_required') },
  },
  'discovery-new': { path, answers, click: ['New discovery'] },
  discovery: { path: onePath, answers },
  'discovery-details': { path: onePath, answers, click: ['/api/v2/productsrest · 90 % · script'] },
  'discovery-error': { path: onePath, answers: { [one]: BROKEN } },
  'discovery-map': { path: onePath, answers, click: ['Map'] },
  'discovery-openapi-failed': { path: onePath, answers, click: ['Download OpenAPI'] },
  'discovery-no-quota': { path: onePath, answers, click: ['Run again'] },
  'discovery-compared': { path: onePath, answers, choose: choose(6) },
  'discovery-compare-failed': {
    path: onePath,
    answers: { ...answers, [`GET ${route}/skanyr/discover/${idOf(6)}`]: BROKEN },
    choose: choose(6),
  },
  'discovery-running': {
    path: onePath,
    answers: { ...answers, [one]: job(1, { status: 'running', endpoints: OLDER }) },
  },
  'discovery-failed': {
    path: onePath,
    answers: {
      ...answers,
      [one]: job(1, {
        status: 'failed',
        endpoints: [],
        artifact_id: null,
        error: 'The site refused the connection.',
      }),
    },
  },
  'discovery-none-found': {
    path: onePath,
    answers: { ...answers, [one]: job(1, { endpoints: [] }) },
  },
  'discovery-loading': { path: onePath, answers: { [one]: 'pending' } },
  'discovery-not-found': { path: onePath, answers: { [one]: refuse(404, 'not_found') } },
  'discovery-offline': { path: onePath, answers: { [one]: 'offline' }, offline: true },
};
