import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiscoverySummaryList } from '../../shared/organization.ts';
import { fingerprint } from '../support/components.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let ada: Credentials;
let bob: Credentials;
let adasId: string;

beforeAll(async () => {
  service = await TestService.start();
  ada = await service.visit(fingerprint('ada'));
  bob = await service.visit(fingerprint('bob'));
  const discovered = await service.discover(ada, 'https://shop.example/');
  adasId = (await json<{ discovery_id: string }>(discovered)).discovery_id;
});
afterAll(() => service.stop());

const list = async (who: Credentials, query = '') =>
  json<DiscoverySummaryList>(await service.call(who, 'GET', `discoveries${query}`));

/** What an answer says, without what differs from one request to the next. */
async function said(response: Response) {
  const { request_id: _, ...body } = await json(response);
  return { ...body, status: response.status };
}

describe('a visitor’s history', () => {
  it('lists their own discoveries with address, time, endpoints and status', async () => {
    const { discoveries, total } = await list(ada);
    expect(total).toBe(1);
    expect(discoveries).toEqual([
      expect.objectContaining({
        discovery_id: adasId,
        url: 'https://shop.example/',
        kind: 'discover',
        status: 'completed',
        total_endpoints: expect.any(Number),
        created_at: expect.stringMatching(/^\d{4}-/),
      }),
    ]);
  });

  it('holds nothing of another visitor', async () => {
    expect(await list(bob)).toEqual({ discoveries: [], has_more: false, total: 0 });
    expect((await list(bob, '?query=shop.example')).total).toBe(0);
  });

  it('is refused by the ownership stage under another visitor’s organization, whether or not that exists', async () => {
    const never = '00000000-0000-4000-8000-000000000000';
    const attempts = [ada.organizationId, never].flatMap((organizationId) => [
      service.call({ ...bob, organizationId }, 'GET', 'discoveries'),
      service.call({ ...bob, organizationId }, 'GET', `skanyr/discover/${adasId}`),
    ]);
    const answers = await Promise.all(attempts.map(async (attempt) => said(await attempt)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 403, code: 'organization_mismatch' });
      expect(answer).toEqual(answers[0]);
    }
  });

  it('opens a discovery for its owner as often as they like, and charges nothing', async () => {
    const before = await service.quota(ada);
    for (let time = 0; time < 3; time++) {
      const opened = await service.call(ada, 'GET', `skanyr/discover/${adasId}`);
      expect(await json(opened)).toMatchObject({ url: 'https://shop.example/' });
      await list(ada);
    }
    expect(await service.quota(ada)).toEqual(before);
  });

  it('opens none for another visitor, in the same words as for one that never was', async () => {
    const ids = [adasId, '00000000-0000-4000-8000-000000000000', 'nonsense'];
    const opened = ids.map((id) => service.call(bob, 'GET', `skanyr/discover/${id}`));
    const [foreign, missing, malformed] = await Promise.all(
      opened.map(async (response) => said(await response)),
    );
    expect(foreign).toMatchObject({ status: 404, code: 'not_found' });
    expect(foreign).toEqual(missing);
    expect(malformed).toEqual(missing);
  });
});
