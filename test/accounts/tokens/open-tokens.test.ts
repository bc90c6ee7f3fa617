import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { openTokens } from '../../../server/accounts/tokens/open-tokens.ts';
import { readConfig } from '../../../server/config/read-config.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { both, keyDatabase, newOrganizationId, newUserId, SECRET } from './token-desk.ts';

const open = (environment: Record<string, string>) =>
  openTokens(both(keyDatabase()), {
    config: readConfig(environment),
    secret: SECRET,
    clock: new FakeClock(),
    random: systemRandom,
    fetch,
    people: {
      linkedTo: async () => null,
      withVerifiedEmail: async () => null,
      membershipsOf: async () => [],
    },
  });

describe('the issuer’s name', () => {
  it.each([
    [{ PUBLIC_URL: 'https://play.example' }, 'https://play.example'],
    [{ PORT: '8123' }, 'http://localhost:8123'],
  ])('comes from the configuration %j', async (environment, issuer) => {
    const { token } = await open(environment).issue(newUserId(), newOrganizationId());
    expect(decodeJwt(token)).toMatchObject({ iss: issuer, aud: `${issuer}/api` });
  });

  it('may not be the external issuer’s as well', () => {
    const environment = {
      PUBLIC_URL: 'https://play.example',
      JWT_ISSUER: 'https://play.example',
      JWT_AUDIENCE: 'x',
      JWKS_URL: 'https://play.example/jwks',
    };
    expect(() => open(environment)).toThrow(/JWT_ISSUER is this service itself/);
  });
});
