import type { DiscoverySummary } from '../../shared/organization.ts';
import type { SendRequest } from '../api/request.ts';
import { FIXED_ENDPOINTS } from './fixed-endpoints.ts';

const SHOP = 'https://shop.example/';

/** The latest run is the one that `finish` of `set-state.ts` shows. */
export const FIXED_HISTORY: readonly DiscoverySummary[] = [
  stored('dsc_01J8Z3', SHOP, '2026-11-24T09:30:00Z', 14),
  stored('dsc_2', SHOP, '2026-11-21T16:05:00Z', 13),
  stored(
    'dsc_3',
    'https://api.example.com/v2/docs?q=<img src=x onerror=alert(1)>',
    '2026-11-20T08:00:00Z',
    1,
  ),
  { ...stored('dsc_4', 'https://down.example/', '2026-11-19T22:41:00Z', null), status: 'failed' },
  {
    ...stored('dsc_5', 'https://slow.example/app', '2026-11-18T12:00:00Z', 3),
    status: 'cancelled',
  },
  { ...stored('dsc_6', 'https://blog.example/', '2026-11-17T12:00:00Z', null), kind: 'hierarchy' },
  stored('dsc_7', SHOP, '2026-11-02T10:15:00Z', 12),
];

/**
 * The earlier runs of the shop lack some endpoints, have one of their own, and know one otherwise.
 */
export const fixedHistory: SendRequest = async (path) => {
  if (path.includes('/discoveries?')) return Response.json({ discoveries: FIXED_HISTORY });
  const endpoints = path.endsWith('dsc_01J8Z3') ? FIXED_ENDPOINTS : earlierEndpoints();
  const times = { created_at: '2026-11-21T16:05:00Z', completed_at: '2026-11-21T16:05:06Z' };
  return Response.json({ url: SHOP, status: 'completed', endpoints, ...times });
};

function earlierEndpoints() {
  const [first, ...others] = FIXED_ENDPOINTS.slice(0, 12);
  if (!first) return [];
  const parameters = { ...first.parameters, query: ['page', 'offset'] };
  return [{ ...first, parameters }, ...others, { ...first, url: `${SHOP}api/v0/products` }];
}

function stored(
  discovery_id: string,
  url: string,
  created_at: string,
  total_endpoints: number | null,
): DiscoverySummary {
  return {
    discovery_id,
    artifact_id: 'art_1',
    url,
    kind: 'discover',
    status: 'completed',
    total_endpoints,
    created_at,
    completed_at: created_at,
    claimed: false,
  };
}
