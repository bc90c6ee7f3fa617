import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../support/components.ts';
import { TestService } from '../support/service.ts';

describe('the device cookie over https', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ PUBLIC_URL: 'https://play.example' });
  });
  afterAll(() => service.stop());

  it('is bound to the host, partitioned, and out of reach of scripts', async () => {
    await service.visit();
    const response = await service.postKeys({ fingerprint: fingerprint() });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-kloakd-device=[0-9a-f]{32};/);
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=None', 'Partitioned', 'Path=/']) {
      expect(cookie).toContain(attribute);
    }
    expect(cookie).not.toContain('Domain');
  });
});
