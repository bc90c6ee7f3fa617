import { get } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { fingerprint } from '../support/components.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let live: Credentials;
let other: Credentials;
let visitor: Credentials;

beforeAll(async () => {
  service = await TestService.start();
  live = await service.liveKey();
  other = await service.liveKey();
  visitor = await service.visit();
});
afterAll(() => service.stop());
// Every test starts with full windows.
beforeEach(() => service.clock.advance(61_000));

const asked = (who: Credentials, headers: Record<string, string>, path = 'skanyr/health') =>
  fetch(`${service.url}/api/v1/organizations/${who.organizationId}/${path}`, { headers });

/** The status of a request whose path is sent as it is written. */
const statusOf = (path: string, who: Credentials) =>
  new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${who.apiKey}`,
      'x-kloakd-organization': who.organizationId,
    };
    get(service.url, { path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });

describe('stage 1, authentication', () => {
  it.each([
    ['no credential', undefined, 'credential_missing'],
    ['another scheme', 'Basic abc', 'credential_malformed'],
    [
      'a key with a typo',
      'Bearer sk-test-000000000000000000000000000000000000',
      'credential_malformed',
    ],
    ['a JWT that nobody signed', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'credential_malformed'],
    [
      'a well-formed key of nobody',
      `Bearer ${makeApiKey('live', systemRandom).secret}`,
      'key_unknown',
    ],
  ])('answers 401 to %s', async (_what, authorization, code) => {
    const response = await asked(live, {
      'x-kloakd-organization': live.organizationId,
      ...(authorization === undefined ? {} : { authorization }),
    });
    expect(response.status).toBe(401);
    expect(await json(response)).toMatchObject({ error: 'AuthenticationError', code, status: 401 });
  });

  it('answers 401 to a key that was revoked', async () => {
    const revoked = await service.liveKey();
    const keys = await service.storage.listLiveKeys();
    const key = keys.find(({ organizationId }) => organizationId === revoked.organizationId);
    if (!key) throw new Error('no key');
    await service.storage.revokeKey(key.id, service.clock.now());
    const response = await service.call(revoked, 'GET', 'skanyr/health');
    expect(await json(response)).toMatchObject({ status: 401, code: 'key_revoked' });
  });

  it('refuses a network that sends a hundred made-up keys, but not a key from there that worked lately', async () => {
    await service.call(live, 'GET', 'skanyr/health');
    const spray = () =>
      asked(live, {
        authorization: `Bearer ${makeApiKey('live', systemRandom).secret}`,
        'x-kloakd-organization': live.organizationId,
      });
    const statuses = new Set<number>();
    for (let i = 0; i < 101; i += 1) statuses.add((await spray()).status);
    expect([...statuses].toSorted()).toEqual([401, 429]);
    const refused = await spray();
    expect(await json(refused)).toMatchObject({ code: 'too_many_failed_attempts' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await service.call(live, 'GET', 'skanyr/health')).status).toBe(200);
    expect((await service.call(other, 'GET', 'skanyr/health')).status).toBe(429);
    service.clock.advance(61_000);
    expect((await service.call(other, 'GET', 'skanyr/health')).status).toBe(200);
  });
});

describe('stages 2 and 3, the tenant', () => {
  it('answers 401 where the organization header is missing', async () => {
    const response = await asked(live, { authorization: `Bearer ${live.apiKey}` });
    expect(await json(response)).toMatchObject({
      status: 401,
      code: 'organization_header_missing',
    });
  });

  it('gives the same 403 for another organization as for one that does not exist', async () => {
    const bodies = [];
    for (const organizationId of [other.organizationId, systemRandom.uuid(), 'not-a-uuid']) {
      const response = await service.call({ ...live, organizationId }, 'GET', 'skanyr/health');
      const { request_id: _, ...body } = await json(response);
      bodies.push(body);
    }
    expect(bodies[0]).toMatchObject({ status: 403, error: 'ForbiddenError' });
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  it('answers 403 where path and header differ', async () => {
    const response = await asked(live, {
      authorization: `Bearer ${live.apiKey}`,
      'x-kloakd-organization': other.organizationId,
    });
    expect(response.status).toBe(403);
  });

  it.each([
    '/api/v1/organization%73',
    '/%61pi/v1/organizations',
    'http://any.example/api/v1/organizations',
  ])(
    'finds the organization in a path that begins with %s, since the router does',
    async (prefix) => {
      expect(await statusOf(`${prefix}/${other.organizationId}/skanyr/health`, live)).toBe(403);
      expect(await statusOf(`${prefix}/${live.organizationId}/skanyr/health`, live)).toBe(200);
    },
  );

  it('accepts an organization in capitals, since UUIDs have no letter case', async () => {
    const organizationId = live.organizationId.toUpperCase();
    expect((await service.call({ ...live, organizationId }, 'GET', 'skanyr/health')).status).toBe(
      200,
    );
  });

  it('hides one organization’s discoveries and sessions from another as if there were none', async () => {
    const mine = await json<{ discovery_id: string; artifact_id: string }>(
      await service.discover(live, 'https://shop.example.com/'),
    );
    const session = await json<{ session_id: string }>(
      await service.call(live, 'POST', 'skanyr/sessions', { url: 'https://shop.example.com/' }),
    );
    const paths = [
      `skanyr/discover/${mine.discovery_id}`,
      `skanyr/discover/${mine.discovery_id}/events`,
      `skanyr/jobs/${mine.discovery_id}`,
      `skanyr/api-map/${mine.artifact_id}`,
      `skanyr/sessions/${session.session_id}`,
    ];
    for (const path of paths) {
      expect((await service.call(live, 'GET', path)).status, path).toBe(200);
      expect((await service.call(other, 'GET', path)).status, path).toBe(404);
    }
    const retried = await service.call(other, 'POST', 'skanyr/retry', {
      discovery_id: mine.discovery_id,
    });
    expect(retried.status).toBe(404);
    const deleted = await service.call(other, 'DELETE', `skanyr/sessions/${session.session_id}`);
    expect(deleted.status).toBe(404);
    const detected = await service.call(
      other,
      'GET',
      `skanyr/detected-apis?page_url=${encodeURIComponent('https://shop.example.com/')}`,
    );
    expect(await json(detected)).toMatchObject({ total: 0 });
  });
});

describe('stage 4, entitlement', () => {
  it('answers 403 with the way to upgrade for a module outside the plan', async () => {
    const response = await service.call(visitor, 'GET', 'evadr/anything');
    expect(await json(response)).toMatchObject({
      status: 403,
      error: 'NotEntitledError',
      module: 'evadr',
      upgrade_url: `${service.url}/upgrade`,
    });
  });

  it('answers 404 for a module inside the plan that is not installed', async () => {
    const enterprise = await service.liveKey('enterprise');
    const response = await service.call(enterprise, 'POST', 'evadr/anything', {});
    expect(await json(response)).toMatchObject({
      status: 404,
      code: 'module_not_installed',
      detail: 'The module evadr is not installed on this server: ask its operator.',
    });
  });

  it.each([
    ['POST', 'skanyr/sessions', { url: 'https://example.com/' }],
    ['DELETE', 'skanyr/sessions/6f3c2f8e-9b0c-4d7e-8a35-2f6f0f1f5a11', undefined],
    ['POST', 'skanyr/sessions/6f3c2f8e-9b0c-4d7e-8a35-2f6f0f1f5a11/end', undefined],
    ['PATCH', 'skanyr/sessions/6f3c2f8e-9b0c-4d7e-8a35-2f6f0f1f5a11/job', { job_id: 'x' }],
    ['POST', 'api-keys', { name: 'x' }],
    ['POST', 'nowhere', {}],
    ['PUT', 'skanyr/discover', {}],
    ['DELETE', 'skanyr/health', undefined],
    ['POST', 'skanyr/health', {}],
  ])(
    'refuses %s %s to a playground key, before the body is looked at',
    async (method, path, body) => {
      const before = service.rows('SELECT * FROM session');
      const response = await service.call(visitor, method, path, body);
      expect(await json(response)).toMatchObject({
        status: 403,
        error: 'ForbiddenError',
        code: 'read_only_key',
      });
      expect(service.rows('SELECT * FROM session')).toEqual(before);
    },
  );

  it('lets a live key write what a playground key may not', async () => {
    const created = await service.call(live, 'POST', 'skanyr/sessions', {
      name: 'Nightly',
      url: 'https://example.com/',
      options: { max_requests: 50 },
    });
    expect(created.status).toBe(201);
    const { session_id: sessionId } = await json<{ session_id: string }>(created);
    const { discovery_id: jobId } = await json<{ discovery_id: string }>(
      await service.discover(live, 'https://example.com/'),
    );
    const patched = await service.call(live, 'PATCH', `skanyr/sessions/${sessionId}/job`, {
      job_id: jobId,
    });
    expect(await json(patched)).toMatchObject({ job_id: jobId, status: 'active', name: 'Nightly' });
    const ended = await service.call(live, 'POST', `skanyr/sessions/${sessionId}/end`);
    expect(await json(ended)).toMatchObject({ status: 'ended' });
    const list = await service.call(live, 'GET', 'skanyr/sessions?limit=1');
    expect(await json(list)).toMatchObject({ has_more: true, total: 2 });
    expect((await service.call(live, 'DELETE', `skanyr/sessions/${sessionId}`)).status).toBe(204);
    expect((await service.call(live, 'GET', `skanyr/sessions/${sessionId}`)).status).toBe(404);
  });

  it('answers an unknown path with 404 to a key that may write, and 401 to a stranger', async () => {
    expect((await service.call(live, 'POST', 'nowhere', {})).status).toBe(404);
    expect((await service.call(visitor, 'GET', 'nowhere')).status).toBe(404);
    expect((await fetch(`${service.url}/api/v1/nowhere`)).status).toBe(401);
    expect((await fetch(`${service.url}/%61pi/v1/nowhere`)).status).toBe(401);
    expect((await fetch(`${service.url}/nowhere`)).status).toBe(404);
  });
});

describe('stage 5, rate limits', () => {
  it('says quota and window on every answer of an authenticated route, refusals too', async () => {
    const fresh = await service.visit(fingerprint('limits'));
    const answers = [
      await service.call(fresh, 'GET', 'skanyr/health'),
      await service.call(fresh, 'POST', 'skanyr/sessions', {}),
    ];
    for (const answer of answers) {
      expect(answer.headers.get('ratelimit-policy')).toBe('"lifetime";q=10, "burst";q=60;w=60');
      expect(answer.headers.get('ratelimit')).toMatch(/^"lifetime";r=10, "burst";r=59;t=\d+$/);
    }
  });

  it('counts the requests of all devices of a visitor together', async () => {
    const print = fingerprint('two devices');
    const [one, two] = [await service.visit(print), await service.visit(print)];
    expect(two.organizationId).not.toBe(one.organizationId);
    const statuses = [];
    for (let i = 0; i < 61; i += 1) {
      statuses.push((await service.call(i % 2 ? one : two, 'GET', 'skanyr/health')).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
  });

  it('answers 429 with the reset past the window’s limit, and recovers with the window', async () => {
    const busy = await service.visit(fingerprint('busy'));
    const statuses = await Promise.all(
      Array.from(
        { length: 61 },
        async () => (await service.call(busy, 'GET', 'skanyr/health')).status,
      ),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const refused = await service.call(busy, 'GET', 'skanyr/health');
    const body = await json(refused);
    expect(body).toMatchObject({ status: 429, error: 'RateLimitError', code: 'rate_limited' });
    expect(refused.headers.get('retry-after')).toBe(String(body.retry_after));
    expect(Date.parse(body.reset_at ?? '')).toBeGreaterThan(service.clock.now());
    service.clock.advance(60_000);
    expect((await service.call(busy, 'GET', 'skanyr/health')).status).toBe(200);
  });
});
