import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  monthlyLedgerId,
  trustId,
  type ArtifactId,
  type DiscoveryId,
  type OrganizationId,
  type ReservationId,
} from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { toQuota } from '../../server/limits/quota.ts';
import { FIRST_PAGE, toJob } from '../../server/skanyr/answer.ts';
import type { FinishInput } from '../../server/storage/port/reservations.ts';
import { GIVEN_BACK_MAX, leaseAt } from '../support/storage-terms.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let owner: Credentials;
let other: Credentials;
beforeAll(async () => {
  service = await TestService.start();
  owner = await service.liveKey();
  other = await service.liveKey();
});
afterAll(() => service.stop());

const ledgerOf = (who: Credentials) => ({
  id: monthlyLedgerId(trustId<OrganizationId>(who.organizationId), '2026-11'),
  limit: 1_000,
});

/** Stores a discovery that has ended. */
async function store(
  ending: Pick<FinishInput, 'status' | 'settle' | 'result' | 'failure'>,
  url = 'https://shop.example/',
): Promise<DiscoveryId> {
  const id = trustId<DiscoveryId>(systemRandom.uuid());
  const reservationId = trustId<ReservationId>(systemRandom.uuid());
  const organizationId = trustId<OrganizationId>(owner.organizationId);
  const nowMs = service.clock.now();
  await service.storage.reserveDiscovery({
    discoveryId: id,
    artifactId: trustId<ArtifactId>(systemRandom.uuid()),
    reservationId,
    organizationId,
    ledger: ledgerOf(owner),
    kind: 'discover',
    url,
    options: {},
    requestHash: id,
    idempotencyKey: null,
    reuseSinceMs: null,
    concurrentMax: null,
    anonymousPerDayMax: null,
    lease: leaseAt(nowMs),
    nowMs,
  });
  await service.storage.finishDiscovery({
    id,
    organizationId,
    hold: { reservationId, attempt: 1 },
    givenBackMax: GIVEN_BACK_MAX,
    events: [],
    nowMs,
    ...ending,
  });
  return id;
}

const endpoints = (count: number, url = 'https://shop.example/api') =>
  Array.from({ length: count }, (_, index) => ({
    url: `${url}/${index}`,
    method: 'GET',
    api_type: 'rest',
    confidence: 0.9,
    parameters: { path: [], query: [], body: { 1: 'x', __proto__: 'y' } },
    source: [{ file: 'https://shop.example/app.js', technique: 'fetch-call' }],
  }));

const completed = (result: unknown) =>
  ({ status: 'completed', settle: 'commit', result, failure: null }) as const;

describe('a stored discovery', () => {
  it.each([
    ['with endpoints', completed({ endpoints: endpoints(3), truncated: false, requests_made: 7 })],
    ['that was cut short', completed({ endpoints: [], truncated: true, requests_made: 0 })],
    [
      'whose text looks like what is copied',
      completed({
        endpoints: endpoints(
          1,
          '$& $1 "endpoints":[] ,"truncated":true,"requests_made":9} \u2028 ü \\',
        ),
        truncated: false,
        requests_made: 1,
      }),
    ],
    [
      'with more endpoints than a page',
      completed({ endpoints: endpoints(1_001), truncated: false, requests_made: 7 }),
    ],
    ['that is a list of nothing known', completed({ html: '<p>' })],
    [
      'that failed',
      {
        status: 'failed',
        settle: 'refund',
        result: null,
        failure: { code: 'target_unreachable', detail: 'It said "endpoints":[] and $&.' },
      } as const,
    ],
    [
      'that was cancelled after its first endpoint',
      {
        status: 'cancelled',
        settle: 'commit',
        result: { endpoints: endpoints(1), truncated: true, requests_made: 2 },
        failure: { code: 'cancelled', detail: 'The discovery was cancelled.' },
      } as const,
    ],
  ])(
    '%s is answered byte for byte as if it were parsed and written again',
    async (_what, ending) => {
      const id = await store(ending, 'https://shop.example/?q="endpoints":[]');
      const record = await service.storage.findDiscovery(
        id,
        trustId<OrganizationId>(owner.organizationId),
      );
      if (!record) throw new Error('It is not stored.');
      const quota = toQuota(await service.storage.readLedger(ledgerOf(owner)));
      const expected = JSON.stringify(toJob(record, { ...FIRST_PAGE, limit: 1000 }, quota));
      for (const path of [`skanyr/discover/${id}`, `skanyr/jobs/${id}`]) {
        const response = await service.call(owner, 'GET', path);
        expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
        expect(await response.text()).toBe(expected);
      }
    },
  );

  it('does not exist for another organization after its own has read it', async () => {
    const id = await store(
      completed({ endpoints: endpoints(1), truncated: false, requests_made: 1 }),
    );
    expect((await service.call(owner, 'GET', `skanyr/discover/${id}`)).status).toBe(200);
    expect((await service.call(other, 'GET', `skanyr/discover/${id}`)).status).toBe(404);
    expect((await service.call(owner, 'GET', `skanyr/discover/${id}`)).status).toBe(200);
  });

  it('does not exist for another organization, in the same words as one that never was', async () => {
    const id = await store(
      completed({ endpoints: endpoints(1), truncated: false, requests_made: 1 }),
    );
    const never = systemRandom.uuid();
    const [foreign, missing] = await Promise.all(
      [id, never].map((path) => service.call(other, 'GET', `skanyr/discover/${path}`)),
    );
    if (!foreign || !missing) throw new Error('No answers.');
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    const { request_id: _a, ...said } = await json(foreign);
    const { request_id: _b, ...expected } = await json(missing);
    expect(said).toEqual(expected);
  });
});
