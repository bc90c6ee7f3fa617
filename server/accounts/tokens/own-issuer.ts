import { errors, jwtVerify, SignJWT, type JWSHeaderParameters } from 'jose';
import { parseOrganizationId, parseUserId } from '../../identifiers/ids.ts';
import type { OrganizationId, UserId } from '../../identifiers/ids.ts';
import type { Random } from '../../identifiers/random.ts';
import type { Clock } from '../../time/clock.ts';
import { ASSERTION_LIFETIME_MS, CLOCK_SKEW_MS, TOKEN_LIFETIME_MS } from './lifetimes.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** The `typ` of a token (RFC 9068, section 2.1). An assertion has another one, so that neither passes for the other. */
const TOKEN_TYPE = 'at+jwt';
const ASSERTION_TYPE = 'assertion+jwt';

export interface OwnIssuerDeps {
  /** `PUBLIC_URL`, or the local origin: `iss` of every token. */
  issuer: string;
  keys: SigningKeys;
  clock: Clock;
  random: Random;
}

/** What a token says whose signature is valid and whose audience is this service. */
export interface OwnClaims {
  userId: UserId;
  organizationId: OrganizationId;
  expiresAtMs: number;
  /** The ID of the key that signed it. */
  kid: string;
}

/** Makes this service's own tokens, and checks them. */
export function createOwnIssuer({ issuer, keys, clock, random }: OwnIssuerDeps) {
  const audience = `${issuer}/api`;

  async function sign(
    type: string,
    lifetimeMs: number,
    aud: string,
    claims: Record<string, unknown>,
  ) {
    const { kid, privateKey } = keys.current();
    const iat = Math.floor(clock.now() / 1000);
    const exp = iat + lifetimeMs / 1000;
    const token = await new SignJWT({ ...claims, iss: issuer, aud, iat, exp, jti: random.uuid() })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: type, kid })
      .sign(privateKey);
    return { token, expiresAtMs: exp * 1000 };
  }

  /** Only `kid` is read of the header. `jku`, `x5u`, `x5c` and `jwk` would let a client bring its own key. */
  function keyOf({ kid }: JWSHeaderParameters) {
    const key = kid === undefined ? null : keys.publicKey(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  return {
    issuer,
    audience,
    issue: (sub: UserId, organizationId: OrganizationId) =>
      sign(TOKEN_TYPE, TOKEN_LIFETIME_MS, audience, { sub, organization_id: organizationId }),

    /** @param aud the module's name, so that one module cannot present an assertion to another */
    assertTo: async (aud: string, claims: Record<string, unknown>) =>
      (await sign(ASSERTION_TYPE, ASSERTION_LIFETIME_MS, aud, claims)).token,

    /** @throws one of jose's errors for a token that is not valid now */
    async verify(token: string): Promise<OwnClaims> {
      const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
        issuer,
        audience,
        typ: TOKEN_TYPE,
        algorithms: [SIGNING_ALGORITHM],
        requiredClaims: ['exp', 'sub'],
        maxTokenAge: TOKEN_LIFETIME_MS / 1000,
        clockTolerance: CLOCK_SKEW_MS / 1000,
        currentDate: new Date(clock.now()),
      });
      const userId = parseUserId(payload.sub);
      const organizationId = parseOrganizationId(payload['organization_id']);
      if (!userId || !organizationId)
        throw new errors.JWTInvalid('sub or organization_id is not a UUID');
      const { kid = '' } = protectedHeader;
      return { userId, organizationId, expiresAtMs: (payload.exp ?? 0) * 1000, kid };
    },
  };
}

export type OwnIssuer = ReturnType<typeof createOwnIssuer>;
