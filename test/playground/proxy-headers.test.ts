import { afterEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../support/components.ts';
import { TestService } from '../support/service.ts';

let service: TestService;
afterEach(() => service.stop());

const visit = (headers: Record<string, string>) => service.visit(fingerprint(), headers);
const warnings = () => service.logLines.filter((line) => line.includes('TRUSTED_PROXIES'));

describe('a proxy header from an address that is not trusted', () => {
  it.each([
    ['X-Forwarded-For', { 'x-forwarded-for': '198.51.100.77' }],
    ['Forwarded', { forwarded: 'for=198.51.100.77' }],
  ])('is ignored: %s', async (_name, headers) => {
    service = await TestService.start();
    await visit({});
    expect((await visit(headers)).body.visitor).toBe('returning');
  });

  it('is logged once, without an address', async () => {
    service = await TestService.start();
    for (let i = 0; i < 3; i += 1) await visit({ 'x-forwarded-for': `198.51.100.${i}` });
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).not.toMatch(/198\.51|127\.0/);
  });
});

describe('a proxy header from a trusted proxy', () => {
  it('names the client, in either header, and is nothing to warn of', async () => {
    service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
    await visit({ forwarded: 'for="[2001:db8:1:1::1]:4711";proto=https' });
    expect((await visit({ 'x-forwarded-for': '2001:db8:1:1::2' })).body.visitor).toBe('returning');
    expect((await visit({ forwarded: 'for=198.51.100.1' })).body.visitor).toBe('new');
    expect(warnings()).toEqual([]);
  });
});
