import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../support/components.ts';
import { json, TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterEach(() => service.stop());

const revoke = (key: string, address = '203.0.113.1') =>
  fetch(`${service.url}/api/v1/playground/keys/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': address },
  });

describe('a leaked playground key', () => {
  it('is revoked by whoever holds it, without an organization, and is 401 from then on', async () => {
    const visitor = await service.visit();
    const response = await revoke(visitor.apiKey);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(await json(await revoke(visitor.apiKey))).toMatchObject({
      status: 401,
      code: 'key_revoked',
    });
    const use = await service.call(visitor, 'GET', 'skanyr/health');
    expect(await json(use)).toMatchObject({ status: 401, code: 'key_revoked' });
  });

  it('can be revoked without a change to its visitor’s quota and other keys', async () => {
    const first = await service.visit();
    await service.discover(first, 'https://example.com/');
    const second = await service.visit(fingerprint(), { cookie: first.cookie ?? '' });
    await revoke(first.apiKey);
    expect(await service.quota(second)).toMatchObject({ used: 1, remaining: 9 });
  });

  it('is revoked even from one network too many', async () => {
    const visitor = await service.visit();
    for (let i = 1; i <= 5; i += 1) {
      await service.call(visitor, 'GET', 'skanyr/health', undefined, {
        'x-forwarded-for': `192.0.2.${i}`,
      });
    }
    expect((await revoke(visitor.apiKey, '192.0.2.5')).status).toBe(204);
  });

  it('counts a made-up key as a failed attempt, as the gateway does', async () => {
    const made = `sk-test-${'a'.repeat(36)}`;
    expect((await revoke(made)).status).toBe(401);
    for (let i = 0; i < 100; i += 1) await revoke(made);
    expect(await json(await revoke(made))).toMatchObject({
      status: 429,
      code: 'too_many_failed_attempts',
    });
  });
});

describe('revoking', () => {
  it('needs a valid key, and refuses to revoke a live one', async () => {
    const bare = await fetch(`${service.url}/api/v1/playground/keys/revoke`, { method: 'POST' });
    expect(await json(bare)).toMatchObject({ status: 401, code: 'credential_missing' });
    const live = await service.liveKey();
    expect(await json(await revoke(live.apiKey))).toMatchObject({ status: 400 });
    expect((await service.call(live, 'GET', 'skanyr/health')).status).toBe(200);
  });
});
