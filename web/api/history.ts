import { authorize, type Credentials, type SendRequest } from './request.ts';
import {
  getDiscovery,
  listDiscoveries,
  type DiscoveryPage,
  type StoredDiscovery,
} from './stored-discoveries.ts';

/** What one key's organization has stored. Reading it costs no discovery. */
export interface HistoryApi {
  /** The latest, newest first, of every address. */
  list: () => Promise<DiscoveryPage>;
  /** @throws ApiProblem 404, the same for another organization's as for none */
  get: (discoveryId: string) => Promise<StoredDiscovery>;
}

/** The most that the service lists at once. */
const LISTED_MAX = 100;

export function createHistoryApi(send: SendRequest, credentials: Credentials): HistoryApi {
  const base = `/api/v1/organizations/${encodeURIComponent(credentials.organizationId)}`;
  const own: SendRequest = (path) =>
    send(`${base}/${path}`, { headers: authorize(credentials), cache: 'no-store' });
  return {
    list: () => listDiscoveries(own, { query: '', limit: LISTED_MAX, offset: 0 }),
    get: (discoveryId) => getDiscovery(own, discoveryId),
  };
}
