import { get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { json, TestService } from '../support/service.ts';

let service: TestService;
afterEach(() => service.stop());

const configOf = async () =>
  json<{ upgrade_url: string }>(await fetch(`${service.url}/api/v1/playground/config`));

/** The body of a refused call (a module outside the plan) whose Host header is the test's. */
async function refusedWith(host: string): Promise<{ upgrade_url: string; type: string }> {
  const { apiKey, organizationId } = await service.visit();
  const path = `/api/v1/organizations/${organizationId}/evadr/anything`;
  const headers = {
    host,
    authorization: `Bearer ${apiKey}`,
    'x-kloakd-organization': organizationId,
  };
  return new Promise((resolve, reject) => {
    get(service.url, { path, headers }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}

describe('the link to the upgrade page', () => {
  it('is absolute in the answer with a key, in the widget’s configuration and in a refusal', async () => {
    service = await TestService.start();
    const absolute = `${service.url}/upgrade`;
    expect((await service.visit()).body.upgrade_url).toBe(absolute);
    expect((await configOf()).upgrade_url).toBe(absolute);
    expect((await refusedWith(new URL(service.url).host)).upgrade_url).toBe(absolute);
  });

  it('begins with PUBLIC_URL where that is set, whatever the client calls the service', async () => {
    service = await TestService.start({ PUBLIC_URL: 'https://play.example' });
    expect((await refusedWith('evil.example')).upgrade_url).toBe('https://play.example/upgrade');
  });

  it('is UPGRADE_URL itself where that is a full URL', async () => {
    service = await TestService.start({ UPGRADE_URL: 'https://shop.example/plans' });
    expect((await configOf()).upgrade_url).toBe('https://shop.example/plans');
  });

  it.each(['a.example/@evil.example', 'user@evil.example', 'a b', 'a.example?x='])(
    'begins with the configured address where the Host header is no host: %j',
    async (host) => {
      service = await TestService.start({ HOST: '127.0.0.1', PORT: '8950' });
      const body = await refusedWith(host);
      expect(body.upgrade_url).toBe('http://127.0.0.1:8950/upgrade');
      expect(body.type).toBe('http://127.0.0.1:8950/problems#not_entitled');
    },
  );
});
