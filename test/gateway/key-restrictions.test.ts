import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { readNetworks } from '../../server/organizations/key-restrictions.ts';
import type { KeyRestrictions } from '../../server/storage/port/keys.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

/** A proxy that the service believes, so that a test can say which address a client has. */
const PROXY = '127.0.0.1';

let service: TestService;
let other: Credentials;
beforeAll(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: PROXY });
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.advance(61_000);
  other = await service.liveKey();
});

/** A key with these restrictions, in an organization of its own. */
async function restricted(
  restrictions: Partial<KeyRestrictions>,
  plan = 'developer',
): Promise<Credentials> {
  const { secret, hash, last4 } = makeApiKey('live', systemRandom);
  const organizationId = trustId<OrganizationId>(systemRandom.uuid());
  await service.storage.createLiveKey({
    organizationId,
    organizationName: 'Acme',
    plan,
    key: { id: trustId(systemRandom.uuid()), hash, last4, name: null, ...restrictions },
    nowMs: service.clock.now(),
  });
  return { apiKey: secret, organizationId };
}

async function answer(response: Response): Promise<[number, string | undefined]> {
  const text = await response.text();
  return [response.status, text === '' ? undefined : (JSON.parse(text) as { code?: string }).code];
}
const from = (address: string) => ({ 'x-forwarded-for': address });
const health = (who: Credentials, headers = {}) =>
  service.call(who, 'GET', 'skanyr/health', undefined, headers);
const save = (who: Credentials) =>
  service.call(who, 'POST', 'skanyr/sessions', { name: 'nightly', url: 'https://a.example/' });

describe('a read-only key', () => {
  it('reads, and discovers, but changes nothing', async () => {
    const key = await restricted({ access: 'read' });
    expect((await answer(await health(key)))[0]).toBe(200);
    expect((await answer(await service.discover(key, 'https://a.example/')))[0]).toBe(200);
    expect(await answer(await save(key))).toEqual([403, 'read_only_credential']);
    expect(
      service.rows('SELECT 1 FROM session WHERE organization_id = ?', key.organizationId),
    ).toEqual([]);
  });

  it('is refused a write on a path that does not exist, before it learns that', async () => {
    const key = await restricted({ access: 'read' });
    expect(await answer(await service.call(key, 'POST', 'skanyr/nothing', {}))).toEqual([
      403,
      'read_only_credential',
    ]);
  });

  it('is the same as any key of a plan that only reads', async () => {
    const key = await restricted({});
    expect((await answer(await save(key)))[0]).toBe(201);
    await service.storage.setOverrides(trustId(key.organizationId), { access: 'read' }, []);
    expect(await answer(await save(key))).toEqual([403, 'read_only_credential']);
  });
});

describe('a key for some modules', () => {
  it('is refused the other modules of its plan', async () => {
    const key = await restricted({ modules: ['fetchyr'] });
    expect(await answer(await health(key))).toEqual([403, 'module_not_allowed']);
    const history = await service.call(key, 'GET', 'discoveries');
    expect(await answer(history)).toEqual([403, 'module_not_allowed']);
    expect(await answer(await service.call(key, 'GET', 'fetchyr/x'))).toEqual([
      404,
      'module_not_installed',
    ]);
  });

  it('gets no module that its plan does not include', async () => {
    const key = await restricted({ modules: ['evadr'] });
    expect(await answer(await service.call(key, 'GET', 'evadr/x'))).toEqual([403, 'not_entitled']);
  });

  it('says so itself', async () => {
    const key = await restricted({ access: 'read', modules: ['skanyr'] });
    const response = await fetch(`${service.url}/api/v1/key`, {
      headers: {
        authorization: `Bearer ${key.apiKey}`,
        'x-kloakd-organization': key.organizationId,
      },
    });
    expect(await json(response)).toMatchObject({
      access: 'read',
      modules: [{ name: 'skanyr', installed: true }],
    });
  });
});

describe('a key for some networks', () => {
  const onNetworks = (...networks: string[]) => restricted({ networks: readNetworks(networks) });

  it.each([
    ['203.0.113.0/24', '203.0.113.77', '203.0.114.1'],
    ['203.0.113.7', '203.0.113.7', '203.0.113.8'],
    ['2001:db8:1::/48', '2001:db8:1:2::3', '2001:db8:2::1'],
    // The whole address counts, though limits are kept for each /64.
    ['2001:db8::7', '2001:DB8:0:0::7', '2001:db8::8'],
    ['203.0.113.0/24', '::ffff:203.0.113.9', '::ffff:203.0.114.9'],
    ['::ffff:203.0.113.0/120', '203.0.113.9', '203.0.114.9'],
    ['0.0.0.0/0', '198.51.100.1', '2001:db8::1'],
  ])('on %s works from %s and not from %s', async (network, inside, outside) => {
    const key = await onNetworks(network);
    expect((await answer(await health(key, from(inside))))[0]).toBe(200);
    expect(await answer(await health(key, from(outside)))).toEqual([403, 'network_not_allowed']);
  });

  it('works from each of several', async () => {
    const key = await onNetworks('198.51.100.0/24', '203.0.113.0/24');
    expect((await answer(await health(key, from('203.0.113.1'))))[0]).toBe(200);
    expect((await answer(await health(key, from('198.51.100.1'))))[0]).toBe(200);
  });

  it('is not opened by an address that the client writes itself, left of what the proxy wrote', async () => {
    const key = await onNetworks('203.0.113.0/24');
    expect(await answer(await health(key, from('203.0.113.1, 198.51.100.1')))).toEqual([
      403,
      'network_not_allowed',
    ]);
    expect(await answer(await health(key, from('not an address')))).toEqual([
      403,
      'network_not_allowed',
    ]);
  });

  it('judges the address of the socket where no proxy says otherwise', async () => {
    const here = await onNetworks('127.0.0.0/8');
    const elsewhere = await onNetworks('10.0.0.0/8');
    expect(await statusFrom('127.0.0.9', here)).toBe(200);
    expect(await statusFrom('127.0.0.9', elsewhere)).toBe(403);
  });

  it('tells whoever stole it nothing more: not its organization, nor what is left of its quota', async () => {
    const key = await onNetworks('10.0.0.0/8');
    const responses = [
      await health(key),
      await health({ ...key, organizationId: other.organizationId }),
    ];
    for (const response of responses) {
      expect(response.headers.get('ratelimit')).toBeNull();
      expect(await answer(response)).toEqual([403, 'network_not_allowed']);
    }
  });

  it('admits nobody by a stored network that cannot be read', async () => {
    const key = await restricted({ networks: [{ text: 'nonsense', contains: () => true }] });
    expect(await answer(await health(key))).toEqual([403, 'network_not_allowed']);
  });
});

/** The status of a request whose socket has this address. */
async function statusFrom(localAddress: string, who: Credentials): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = {
    authorization: `Bearer ${who.apiKey}`,
    'x-kloakd-organization': who.organizationId,
  };
  request(
    `${service.url}/api/v1/organizations/${who.organizationId}/skanyr/health`,
    { localAddress, headers, agent: false },
    (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    },
  )
    .on('error', reject)
    .end();
  return promise;
}
