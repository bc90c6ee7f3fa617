import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Challenge, CreateKeyResponse } from '../../shared/playground.ts';
import { fingerprint } from '../support/components.ts';
import { json, solve, TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterEach(() => service.stop());

/** Requests that come through the trusted proxy from this address. */
const from = (address: string, cookie?: string | null) => ({
  'x-forwarded-for': address,
  ...(cookie ? { cookie } : {}),
});

async function challengeFor(variant: string, address = '203.0.113.1'): Promise<Challenge> {
  const response = await service.postKeys({ fingerprint: fingerprint(variant) }, from(address));
  const body = await json(response);
  expect(body).toMatchObject({ status: 428, code: 'proof_required', error: 'ApiError' });
  return body.challenge as Challenge;
}

const visitors = () => service.rows('SELECT * FROM visitor').length;

describe('a new visitor', () => {
  it('gets a read-only key with ten discoveries for a solved challenge', async () => {
    const { body, cookie } = await service.visit();
    expect(body).toMatchObject({
      quota: { limit: 10, used: 0, reserved: 0, remaining: 10 },
      visitor: 'new',
      upgrade_url: `${service.url}/upgrade`,
    });
    expect(body.api_key).toMatch(/^sk-test-[0-9A-Za-z]{36}$/);
    expect(cookie).toMatch(/^kloakd-device=[0-9a-f]{32}$/);
    const quota = await service.quota({
      apiKey: body.api_key,
      organizationId: body.organization_id,
    });
    expect(quota).toMatchObject({ remaining: 10 });
  });

  it('is never stored with a key, an address or a fingerprint in the clear', async () => {
    const { body } = await service.visit(fingerprint('telltale'), from('203.0.113.77'));
    const tables = ['api_key', 'device', 'visitor_link', 'visitor', 'organization', 'spent_proof'];
    const dump = JSON.stringify(tables.map((table) => service.rows(`SELECT * FROM ${table}`)));
    for (const secret of [body.api_key, '203.0.113.77', 'telltale', 'Europe/Berlin']) {
      expect(dump).not.toContain(secret);
      expect(service.logLines.join('')).not.toContain(secret);
    }
    expect(dump).toContain(body.api_key.slice(-4));
  });

  it('pays with a proof that holds once', async () => {
    const proof = await solve(await challengeFor('a'));
    const body = { fingerprint: fingerprint('a'), proof };
    const first = await service.postKeys(body, from('203.0.113.1'));
    expect(first.status).toBe(201);
    // Recognised by now; for somebody new the very same proof is worth nothing.
    const db = service.rows<{ id: string }>('SELECT id FROM spent_proof');
    expect(db).toEqual([{ id: proof.challenge.signature }]);
  });

  it('cannot use a proof from another network, for another browser, late, or altered', async () => {
    const proof = await solve(await challengeFor('a'));
    const { challenge, solution } = proof;
    const softer = { ...challenge, parameters: { ...challenge.parameters, cost: 2 } };
    const post = (change: object, address = '203.0.113.1') =>
      service.postKeys({ fingerprint: fingerprint('a'), proof, ...change }, from(address));
    const attempts = [
      await post({}, '203.0.113.2'),
      await post({ fingerprint: fingerprint('b') }),
      await post({ proof: { challenge: softer, solution } }),
      await post({ proof: { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } } }),
    ];
    service.clock.advance(5 * 60_000);
    attempts.push(await post({}));
    for (const attempt of attempts) {
      expect(await json(attempt)).toMatchObject({ status: 400, code: 'invalid_proof' });
    }
    expect(visitors()).toBe(0);
  });

  it('is one visitor, however many ask at once with the same browser and network', async () => {
    const challenges = await Promise.all(Array.from({ length: 10 }, () => challengeFor('a')));
    const proofs = await Promise.all(challenges.map(solve));
    const answers = await Promise.all(
      proofs.map((proof) =>
        service.postKeys({ fingerprint: fingerprint('a'), proof }, from('203.0.113.1')),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(visitors()).toBe(1);
  });
});

describe('a returning visitor', () => {
  it('is known by its cookie on any network, without a challenge, in the same organization', async () => {
    const first = await service.visit(fingerprint('a'), from('203.0.113.1'));
    await service.discover(first, 'https://example.com/');
    const response = await service.postKeys(
      { fingerprint: fingerprint('updated') },
      from('198.51.100.9', first.cookie),
    );
    expect(await json<CreateKeyResponse>(response)).toMatchObject({
      organization_id: first.organizationId,
      visitor: 'returning',
      recognized_by: 'device',
      quota: { used: 1 },
    });
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  it('spends the same ledger without the cookie, but sees nobody’s discoveries', async () => {
    const first = await service.visit(fingerprint('a'), from('203.0.113.1'));
    const done = await json<{ discovery_id: string }>(
      await service.discover(first, 'https://example.com/'),
    );
    const second = await service.visit(fingerprint('a'), from('203.0.113.1'));
    expect(second.body).toMatchObject({
      visitor: 'returning',
      recognized_by: 'browser_and_network',
      quota: { used: 1 },
    });
    expect(second.organizationId).not.toBe(first.organizationId);
    const peek = await service.call(second, 'GET', `skanyr/discover/${done.discovery_id}`);
    expect(peek.status).toBe(404);
    expect(visitors()).toBe(1);
  });

  it('is the same on every address of its IPv6 /64 and in every spelling of its IPv4', async () => {
    await service.visit(fingerprint('six'), from('2001:db8:1:2::1'));
    const six = await service.postKeys(
      { fingerprint: fingerprint('six') },
      from('2001:DB8:1:2:ffff:0:0:9'),
    );
    expect(six.status).toBe(201);
    await service.visit(fingerprint('four'), from('203.0.113.5'));
    const four = await service.postKeys(
      { fingerprint: fingerprint('four') },
      from('::ffff:203.0.113.5'),
    );
    expect(four.status).toBe(201);
    expect(visitors()).toBe(2);
  });

  it('is the same whether long strings come whole or as digests', async () => {
    const { createHash } = await import('node:crypto');
    const whole = fingerprint('x'.repeat(5_000));
    await service.visit(whole);
    const digested = structuredClone(whole);
    const canvas = whole.components.canvas?.value as { geometry: string };
    const digest = createHash('sha256').update(canvas.geometry).digest('hex');
    digested.components.canvas = {
      value: { ...canvas, geometry: `sha256:${digest}` },
      duration: 9,
    };
    expect((await service.postKeys({ fingerprint: digested })).status).toBe(201);
    expect(visitors()).toBe(1);
  });

  it('keeps a visitor’s five latest keys valid, and revokes older ones', async () => {
    const first = await service.visit();
    for (let i = 0; i < 5; i += 1) {
      service.clock.advance(1000);
      await service.postKeys(
        { fingerprint: fingerprint() },
        first.cookie ? { cookie: first.cookie } : {},
      );
    }
    const response = await service.call(first, 'GET', 'skanyr/health');
    expect(await json(response)).toMatchObject({ status: 401, code: 'key_revoked' });
  });
});

describe('a visitor who asks for keys all day', () => {
  it('leaves a bounded number of rows, and loses no ledger, no key that works and no discovery', async () => {
    const first = await service.visit();
    const { discovery_id: discoveryId } = await json<{ discovery_id: string }>(
      await service.discover(first, 'https://shop.example.com/'),
    );
    // Without its cookie each time, and then with it.
    for (let i = 0; i < 100; i += 1) {
      service.clock.advance(1);
      await service.visit();
    }
    for (let i = 0; i < 100; i += 1) {
      service.clock.advance(1);
      await service.visit(fingerprint(), { cookie: first.cookie ?? '' });
    }
    for (const table of ['organization', 'device', 'api_key']) {
      const [rows] = service.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
      expect(rows?.n, table).toBeLessThanOrEqual(65);
    }
    const again = await service.visit(fingerprint(), { cookie: first.cookie ?? '' });
    expect(await service.quota(again)).toMatchObject({ used: 1, remaining: 9 });
    expect(again.organizationId).toBe(first.organizationId);
    const kept = await service.call(again, 'GET', `skanyr/discover/${discoveryId}`);
    expect(kept.status).toBe(200);
  });
});

describe('what a client claims of its address', () => {
  it('counts only from a trusted proxy, and only what that proxy added', async () => {
    await service.visit(fingerprint('a'), from('203.0.113.1'));
    const spoofed = from('198.51.100.1, 203.0.113.1');
    expect((await service.postKeys({ fingerprint: fingerprint('a') }, spoofed)).status).toBe(201);
    const distrustful = await TestService.start();
    try {
      await distrustful.visit(fingerprint('a'), from('203.0.113.1'));
      const other = await distrustful.postKeys(
        { fingerprint: fingerprint('a') },
        from('198.51.100.1'),
      );
      expect(other.status).toBe(201);
    } finally {
      await distrustful.stop();
    }
  });
});

describe('a fingerprint that no browser gives', () => {
  const real = fingerprint().components;
  it.each([
    ['platform', { ...real, platform: { value: ['Linux'] } }],
    ['hardwareConcurrency', { ...real, hardwareConcurrency: { value: -4 } }],
    ['fonts', { ...real, fonts: { value: Array.from({ length: 3_000 }, () => 'Arial') } }],
    ['math', { ...real, math: { value: JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`) } }],
    ['platform', { cookiesEnabled: { value: true } }],
  ])('is 400 and names the component %s', async (name, components) => {
    const response = await service.postKeys({ fingerprint: { version: '5.2.0', components } });
    expect(await json(response)).toMatchObject({
      status: 400,
      code: 'implausible_fingerprint',
      field: `fingerprint.components.${name}`,
    });
  });

  it.each(['toString', 'constructor', 'hasOwnProperty'])(
    'is taken with a component called %s, which says nothing',
    async (name) => {
      const components = { ...real, [name]: { value: 1 } };
      const response = await service.postKeys({ fingerprint: { version: '5.2.0', components } });
      expect(response.status).toBe(428);
    },
  );

  it('is 400 without a version, and 413 past 256 KB', async () => {
    const unversioned = await service.postKeys({ fingerprint: { components: real } });
    expect(await json(unversioned)).toMatchObject({ field: 'fingerprint.version' });
    const huge = {
      version: '5.2.0',
      components: { ...real, fonts: { value: 'x'.repeat(300_000) } },
    };
    expect((await service.postKeys({ fingerprint: huge })).status).toBe(413);
  });
});

describe('asking for keys', () => {
  it('is limited per network, and a neighbour is not kept out', async () => {
    const ask = async (address: string) => (await service.postKeys({}, from(address))).status;
    const statuses = await Promise.all(Array.from({ length: 601 }, () => ask('203.0.113.1')));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect(await ask('203.0.113.2')).toBe(400);
  });
});
