import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExternalIssuer } from '../../../server/accounts/tokens/external-issuer.ts';
import { createRemoteKeys } from '../../../server/accounts/tokens/remote-keys.ts';
import { systemClock } from '../../../server/time/clock.ts';
import { startProvider } from './real-provider.ts';
import { newOrganizationId, newUserId, tokenDesk } from './token-desk.ts';

const userId = newUserId();
const organizationId = newOrganizationId();
let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  const claims = { email: 'ada@corp.example', email_verified: true };
  provider = await startProvider({ ...claims, organization_id: organizationId });
});
afterAll(() => provider.stop());

/** The service as it is configured for this provider. The provider's clock is the machine's. */
function desk(audience = 'playground') {
  const external = createExternalIssuer({
    issuer: provider.issuer,
    audience,
    keys: createRemoteKeys(provider.jwksUrl, { clock: systemClock, fetch }),
    clock: systemClock,
  });
  const people = {
    withVerifiedEmail: async (email: string) => (email === 'ada@corp.example' ? userId : null),
  };
  return tokenDesk({ clock: systemClock, external, people }).tokens;
}

describe('a person who signed in to a real OpenID provider', () => {
  it('is known here by the access token that the provider signed', async () => {
    const { access_token: token } = await provider.signIn('ada');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(await desk().verify(token)).toEqual({
      kind: 'valid',
      userId,
      organizationId,
      expiresAtMs: (decodeJwt(token).exp ?? 0) * 1000,
    });
  });

  it('is not known by a token for another audience, nor by the ID token, which is for the application', async () => {
    const { access_token: token, id_token: idToken } = await provider.signIn('ada');
    expect(await desk('another service').verify(token)).toEqual({ kind: 'invalid' });
    expect(await desk().verify(idToken)).toEqual({ kind: 'invalid' });
  });
});
