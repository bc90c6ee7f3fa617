import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustId, type OrganizationId, type UserId } from '../../../server/identifiers/ids.ts';
import { systemClock } from '../../../server/time/clock.ts';
import { json, TestService } from '../../support/service.ts';
import type { Member } from '../../support/signed-in-people.ts';
import { startProvider } from './real-provider.ts';

let provider: Awaited<ReturnType<typeof startProvider>>;
let service: TestService;
let owner: Member;
beforeAll(async () => {
  provider = await startProvider({ email: 'Ada@corp.example', email_verified: true });
  service = await TestService.start(
    {
      JWT_ISSUER: provider.issuer,
      JWT_AUDIENCE: 'playground',
      JWKS_URL: provider.jwksUrl.href,
    },
    { accounts: true },
  );
  // The provider reads the machine's clock.
  service.clock.advance(systemClock.now() - service.clock.now());
  owner = await service.people.owner();
});
afterAll(async () => {
  await service.stop();
  provider.stop();
});

/** `GET /api/v1/key` with the token that the provider gives. */
async function askAs(token: string) {
  const response = await fetch(`${service.url}/api/v1/key`, {
    headers: { authorization: `Bearer ${token}`, 'x-kloakd-organization': owner.organizationId },
  });
  return json<Record<string, unknown>>(response);
}

describe('a caller with a token of the configured issuer', () => {
  it('is a member by the verified address, and nobody before they joined or after they left', async () => {
    const { access_token: token } = await provider.signIn('ada');
    expect(await askAs(token)).toMatchObject({ status: 401, code: 'token_invalid' });

    const ada = await service.people.member(owner, 'member', 'ada@corp.example');
    expect(await askAs(token)).toMatchObject({
      kind: 'jwt',
      organization_id: owner.organizationId,
      access: 'read',
    });

    const organizationId = trustId<OrganizationId>(owner.organizationId);
    await service.accounts.removeMember(organizationId, trustId<UserId>(ada.userId), 'owner');
    // The token names no organization, and its owner has none left.
    expect(await askAs(token)).toMatchObject({ status: 401, code: 'token_invalid' });
  });
});
