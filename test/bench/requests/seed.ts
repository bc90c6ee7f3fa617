import type { Endpoint } from '../../../shared/discovery.ts';
import { makeApiKey } from '../../../server/identifiers/api-key.ts';
import {
  monthlyLedgerId,
  trustId,
  type ApiKeyId,
  type ArtifactId,
  type DiscoveryId,
  type NodeId,
  type OrganizationId,
  type ReservationId,
} from '../../../server/identifiers/ids.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import { sqliteAdapter } from '../../../server/storage/sqlite/adapter.ts';
import type { Storage } from '../../../server/storage/port.ts';

/** An organization with a live key and one stored discovery. */
export interface Customer {
  apiKey: string;
  organizationId: string;
  discoveryId: string;
}

/** Eleven endpoints make an answer of about 2.6 KB. */
const ENDPOINTS: Endpoint[] = Array.from({ length: 11 }, (_, index) => ({
  url: `https://shop.example/api/v1/products/{id}/reviews/${index}`,
  method: 'GET',
  api_type: 'rest',
  confidence: 0.9,
  parameters: { path: ['id'], query: [], body: {} },
  source: [{ file: 'https://shop.example/app.js', technique: 'fetch-call' }],
}));

/** Fills a new data folder, as the service itself would. */
export async function seed(dataDir: string, count: number): Promise<Customer[]> {
  const storage = await sqliteAdapter.open(dataDir);
  const customers = await Promise.all(Array.from({ length: count }, () => addCustomer(storage)));
  await storage.close();
  return customers;
}

async function addCustomer(storage: Storage): Promise<Customer> {
  const nowMs = Date.now();
  const { secret, hash, last4 } = makeApiKey('live', systemRandom);
  const organizationId = trustId<OrganizationId>(systemRandom.uuid());
  const discoveryId = trustId<DiscoveryId>(systemRandom.uuid());
  const reservationId = trustId<ReservationId>(systemRandom.uuid());
  await storage.createLiveKey({
    organizationId,
    organizationName: 'Acme',
    plan: 'enterprise',
    key: { id: trustId<ApiKeyId>(systemRandom.uuid()), hash, last4, name: null },
    nowMs,
  });
  const month = new Date(nowMs).toISOString().slice(0, 7);
  const lease = { nodeId: trustId<NodeId>('bench'), expiresAtMs: nowMs + 30_000 };
  await storage.reserveDiscovery({
    discoveryId,
    artifactId: trustId<ArtifactId>(systemRandom.uuid()),
    reservationId,
    organizationId,
    ledger: { id: monthlyLedgerId(organizationId, month), limit: null },
    kind: 'discover',
    url: 'https://shop.example/',
    options: { max_requests: 200 },
    requestHash: discoveryId,
    idempotencyKey: null,
    reuseSinceMs: null,
    concurrentMax: null,
    anonymousPerDayMax: null,
    lease,
    nowMs,
  });
  await storage.finishDiscovery({
    id: discoveryId,
    organizationId,
    hold: { reservationId, attempt: 1 },
    givenBackMax: 50,
    status: 'completed',
    settle: 'commit',
    result: { endpoints: ENDPOINTS, truncated: false, requests_made: 12 },
    events: ENDPOINTS.map((endpoint) => ({
      type: 'endpoint_found',
      endpoint_url: endpoint.url,
      api_type: endpoint.api_type,
      metadata: endpoint,
    })),
    failure: null,
    nowMs,
  });
  return { apiKey: secret, organizationId, discoveryId };
}
