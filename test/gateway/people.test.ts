import { base64url } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { Problem } from '../../server/problem.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { realTokens } from '../support/real-tokens.ts';
import { StubAccounts } from '../support/stub-accounts.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

const clock = new FakeClock();
const people = new StubAccounts(realTokens(clock));
let service: TestService;
let key: Credentials;
let other: Credentials;
let member: UserId;
beforeAll(async () => {
  service = await TestService.start({}, { clock, accounts: people });
});
afterAll(() => service.stop());
beforeEach(async () => {
  clock.advance(61_000);
  [key, other] = [await service.liveKey(), await service.liveKey()];
  member = people.place(key.organizationId, 'member');
});

const as = async (user: UserId, organizationId = key.organizationId): Promise<Credentials> => ({
  apiKey: await people.token(user, organizationId),
  organizationId,
});
const health = (who: Credentials) => service.call(who, 'GET', 'skanyr/health');
const save = (who: Credentials) =>
  service.call(who, 'POST', 'skanyr/sessions', { url: 'https://example.com/' });

describe('a member’s token', () => {
  it('reads, and is refused a write that an admin and an owner may do', async () => {
    expect((await health(await as(member))).status).toBe(200);
    expect(await json(await save(await as(member)))).toMatchObject({
      status: 403,
      error: 'ForbiddenError',
      code: 'role_required',
    });
    for (const role of ['admin', 'owner'] as const) {
      const who = people.place(key.organizationId, role);
      expect((await save(await as(who))).status, role).toBe(201);
    }
  });

  it('stops at the next request once its owner has left the organization', async () => {
    const who = await as(member);
    expect((await health(who)).status).toBe(200);
    people.place(key.organizationId, null, member);
    expect(await json(await health(who))).toMatchObject({
      status: 403,
      code: 'organization_mismatch',
    });
  });

  it('follows a changed role at the next request, in both directions', async () => {
    const who = await as(member);
    const statuses = [];
    for (const role of ['member', 'admin', 'member', 'owner', 'member'] as const) {
      people.place(key.organizationId, role, member);
      statuses.push((await save(who)).status);
    }
    expect(statuses).toEqual([403, 201, 403, 201, 403]);
  });

  it('is refused the same way for another organization, one that does not exist, and one they left', async () => {
    const mine = await as(member);
    const foreign = [other.organizationId, systemRandom.uuid(), 'not-a-uuid'];
    const bodies = [];
    for (const path of [key.organizationId, ...foreign]) {
      for (const header of [key.organizationId, ...foreign]) {
        if (path === header && path === key.organizationId) continue;
        const headers = { 'x-kloakd-organization': header };
        const who = { ...mine, organizationId: path };
        const response = await service.call(who, 'GET', 'skanyr/health', undefined, headers);
        const { request_id: _, ...body } = await json(response);
        bodies.push(body);
      }
    }
    people.place(key.organizationId, null, member);
    const { request_id: _, ...left } = await json(await health(mine));
    expect(bodies).toHaveLength(15);
    for (const body of bodies) expect(body).toEqual(left);
  });

  it('for one of their organizations does not open the other', async () => {
    people.place(other.organizationId, 'owner', member);
    const mine = await as(member);
    const there = await as(member, other.organizationId);
    expect((await health(there)).status).toBe(200);
    expect((await health({ ...mine, organizationId: other.organizationId })).status).toBe(403);
  });

  it('for an organization that was never stored, or is deleted, is refused like any other', async () => {
    const nowhere = systemRandom.uuid();
    const who = people.place(nowhere, 'owner');
    expect(await json(await health(await as(who, nowhere)))).toMatchObject({
      status: 403,
      code: 'organization_mismatch',
    });
  });

  it('needs the organization header as a key does', async () => {
    const { apiKey } = await as(member);
    const response = await fetch(`${service.url}/api/v1/key`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    expect(await json(response)).toMatchObject({ code: 'organization_header_missing' });
  });

  it('is 401 once it has expired, and when anybody made it up', async () => {
    const who = await as(member);
    clock.advance(5 * 60_000 + 31_000);
    expect(await json(await health(who))).toMatchObject({ status: 401, code: 'token_expired' });
    const [header, body] = who.apiKey.split('.');
    const forged = `${header}.${body}.${base64url.encode(systemRandom.bytes(64))}`;
    const response = await health({ ...who, apiKey: forged });
    expect(await json(response)).toMatchObject({ status: 401, code: 'token_invalid' });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is refused everywhere on a server without accounts', async () => {
    const alone = await TestService.start();
    try {
      const who = await as(member);
      expect(await json(await alone.call(who, 'GET', 'skanyr/health'))).toMatchObject({
        status: 401,
        code: 'token_invalid',
      });
    } finally {
      await alone.stop();
    }
  });
});

describe('failed tokens', () => {
  it('are counted per network like failed keys, and a token that worked lately still passes', async () => {
    const proven = await as(member);
    const fresh = await as(people.place(key.organizationId, 'member'));
    expect((await health(proven)).status).toBe(200);
    const [header, body] = proven.apiKey.split('.');
    const statuses = new Set<number>();
    for (let i = 0; i < 101; i += 1) {
      const apiKey = `${header}.${body}.${base64url.encode(systemRandom.bytes(64))}`;
      statuses.add((await health({ ...proven, apiKey })).status);
    }
    expect([...statuses].toSorted()).toEqual([401, 429]);
    expect((await health(proven)).status).toBe(200);
    expect((await health(fresh)).status).toBe(429);
    clock.advance(61_000);
    expect((await health(fresh)).status).toBe(200);
  });
});

describe('an external issuer that cannot be asked', () => {
  it('gives 503, which counts as nobody’s failure', async () => {
    const verifyToken = async () => {
      throw new Problem('overloaded', 'The issuer does not answer.', { retry_after: 5 });
    };
    const accounts = Object.create(people, { verifyToken: { value: verifyToken } });
    const down = await TestService.start({}, { clock, accounts });
    try {
      const who = await as(member);
      const statuses = new Set<number>();
      for (let i = 0; i < 101; i += 1) {
        statuses.add((await down.call(who, 'GET', 'skanyr/health')).status);
      }
      expect([...statuses]).toEqual([503]);
      expect((await down.call(await down.liveKey(), 'GET', 'skanyr/health')).status).toBe(200);
    } finally {
      await down.stop();
    }
  });
});

describe('an organization’s members and keys', () => {
  it('share its window of requests', async () => {
    const second = people.place(key.organizationId, 'owner');
    const callers = [key, await as(member), await as(second)];
    const statuses = [];
    for (let i = 0; i < 301; i += 1) statuses.push((await health(callers[i % 3] ?? key)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    const refused = await health(await as(member));
    expect(await json(refused)).toMatchObject({ status: 429, code: 'rate_limited' });
    expect((await health(other)).status).toBe(200);
  });

  it('share its discoveries of the month, and read both in the headers of every answer', async () => {
    const mine = await as(member);
    expect((await service.discover(mine, 'https://one.example.com/')).status).toBe(200);
    expect((await service.discover(key, 'https://two.example.com/')).status).toBe(200);
    for (const who of [mine, key]) {
      const answer = await health(who);
      expect(answer.headers.get('ratelimit-policy')).toBe(
        '"monthly";q=1000;w=2592000, "burst";q=300;w=60',
      );
      expect(answer.headers.get('ratelimit')).toMatch(/^"monthly";r=998;t=\d+, "burst";r=29\d;/);
    }
    const refusal = await save(mine);
    expect(refusal.status).toBe(403);
    expect(refusal.headers.get('ratelimit')).toMatch(/^"monthly";r=998/);
  });
});

describe('GET /api/v1/key', () => {
  const describeOwn = async (who: Credentials) => {
    const response = await fetch(`${service.url}/api/v1/key`, {
      headers: {
        authorization: `Bearer ${who.apiKey}`,
        'x-kloakd-organization': who.organizationId,
      },
    });
    return { status: response.status, body: await json<Record<string, unknown>>(response) };
  };
  const names = (body: Record<string, unknown>) =>
    (body['modules'] as { name: string; installed: boolean }[]).map(
      ({ name, installed }) => `${name} ${installed ? 'yes' : 'no'}`,
    );

  it('tells a live key its plan, modules, access, limits and end', async () => {
    const { body } = await describeOwn(key);
    expect(body).toMatchObject({
      kind: 'live',
      organization_id: key.organizationId,
      organization_name: 'Acme',
      plan: 'developer',
      access: 'full',
      expires_at: null,
      last4: key.apiKey.slice(-4),
      limits: [
        { name: 'monthly', limit: 1000, remaining: 1000, reset_at: '2026-12-01T00:00:00.000Z' },
        { name: 'burst', limit: 300, remaining: 299 },
      ],
    });
    expect(names(body)).toEqual(['skanyr yes', 'fetchyr no', 'parlyr no', 'webgrph no']);
  });

  it('tells a playground key that it reads only, and that its ten discoveries never refill', async () => {
    const visitor = await service.visit();
    const { body } = await describeOwn(visitor);
    expect(body).toMatchObject({ kind: 'test', plan: 'playground', access: 'read' });
    expect(body['limits']).toMatchObject([{ name: 'lifetime', limit: 10, remaining: 10 }, {}]);
    expect((body['limits'] as object[])[0]).not.toHaveProperty('reset_at');
    expect(names(body)).toEqual(['skanyr yes']);
  });

  it('tells a member’s token that it reads, and an admin’s that it writes', async () => {
    const { body } = await describeOwn(await as(member));
    expect(body).toMatchObject({ kind: 'jwt', access: 'read', last4: null });
    expect(Date.parse(String(body['expires_at']))).toBe(
      Math.floor(clock.now() / 1000) * 1000 + 300_000,
    );
    people.place(key.organizationId, 'admin', member);
    expect((await describeOwn(await as(member))).body).toMatchObject({ access: 'full' });
  });

  it('costs no discovery, and is refused without a credential', async () => {
    await describeOwn(key);
    expect((await describeOwn(key)).body).toMatchObject({ limits: [{ remaining: 1000 }, {}] });
    expect((await fetch(`${service.url}/api/v1/key`)).status).toBe(401);
  });
});

describe('GET /api/v1/jwks', () => {
  it('publishes the public keys to anybody', async () => {
    const response = await fetch(`${service.url}/api/v1/jwks`);
    const { keys } = await json<{ keys: Record<string, unknown>[] }>(response);
    expect(keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});
