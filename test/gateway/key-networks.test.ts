import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../server/storage/port.ts';
import { fingerprint } from '../support/components.ts';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let visitor: Credentials & { cookie: string | null };
beforeEach(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
  visitor = await service.visit(fingerprint(), from('203.0.113.1'));
});
afterEach(() => service.stop());

const from = (address: string) => ({ 'x-forwarded-for': address });
const useFrom = (address: string, who: Credentials = visitor) =>
  service.call(who, 'GET', 'skanyr/health', undefined, from(address));
const FOUR = ['203.0.113.1', '198.51.100.1', '2001:db8:1:1::1', '2001:db8:2:2::1'];

describe('a playground key', () => {
  it('works from four networks a day, and not from a fifth', async () => {
    for (const address of FOUR) expect((await useFrom(address)).status).toBe(200);
    const fifth = await useFrom('192.0.2.5');
    expect(await json(fifth)).toMatchObject({
      status: 401,
      code: 'key_network_limit',
      error: 'AuthenticationError',
    });
    expect(fifth.headers.get('www-authenticate')).toBe('Bearer');
    for (const address of FOUR) expect((await useFrom(address)).status).toBe(200);
  });

  it('counts every address of one IPv6 /64 as one network', async () => {
    for (let i = 1; i < 20; i += 1) {
      expect((await useFrom(`2001:db8:7:7:${i}::1`)).status).toBe(200);
    }
  });

  it('works from four other networks on the next UTC day', async () => {
    for (const address of FOUR) await useFrom(address);
    expect((await useFrom('192.0.2.5')).status).toBe(401);
    service.clock.advance(12 * 3_600_000);
    expect((await useFrom('192.0.2.5')).status).toBe(200);
  });

  it('is replaced by the visitor’s next key, which has the same quota', async () => {
    for (const address of FOUR) await useFrom(address);
    const again = await service.visit(fingerprint(), {
      ...from('192.0.2.5'),
      cookie: visitor.cookie ?? '',
    });
    expect(again.organizationId).toBe(visitor.organizationId);
    expect((await useFrom('192.0.2.5', again)).status).toBe(200);
  });

  it('does not count as a failed attempt of a network that is refused only as one too many', async () => {
    for (const address of FOUR) await useFrom(address);
    for (let i = 0; i < 101; i += 1) await useFrom('192.0.2.5');
    const other = await service.visit(fingerprint('b'), from('192.0.2.5'));
    expect((await useFrom('192.0.2.5', other)).status).toBe(200);
  });

  it('does not limit the networks of a live key, since servers use those from anywhere', async () => {
    const live = await service.liveKey();
    for (let i = 1; i < 10; i += 1) {
      expect((await useFrom(`192.0.2.${i}`, live)).status).toBe(200);
    }
  });
});

describe('the networks of a key', () => {
  it('are read from storage once a day for each network, and from memory after that', async () => {
    let asked = 0;
    const storage: Storage = {
      ...service.storage,
      admitKeyNetwork: (input) => {
        asked += 1;
        return service.storage.admitKeyNetwork(input);
      },
    };
    const counted = await TestService.start({}, { storage, clock: service.clock });
    try {
      for (let i = 0; i < 10; i += 1) await counted.call(visitor, 'GET', 'skanyr/health');
      expect(asked).toBe(1);
    } finally {
      await counted.stop();
    }
  });

  it('are remembered over a restart, as keyed hashes', async () => {
    for (const address of FOUR) await useFrom(address);
    const restarted = await TestService.start(
      { TRUSTED_PROXIES: '127.0.0.1' },
      { storage: service.storage, clock: service.clock },
    );
    try {
      const path = `${restarted.url}/api/v1/playground/quota`;
      const response = await fetch(path, {
        headers: {
          authorization: `Bearer ${visitor.apiKey}`,
          'x-kloakd-organization': visitor.organizationId,
          ...from('192.0.2.5'),
        },
      });
      expect(response.status).toBe(401);
    } finally {
      await restarted.stop();
    }
    const rows = service.rows<{ network_hash: string }>('SELECT network_hash FROM key_network');
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.network_hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
