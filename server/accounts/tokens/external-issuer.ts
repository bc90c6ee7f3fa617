import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { parseOrganizationId, type OrganizationId } from '../../identifiers/ids.ts';
import type { Clock } from '../../time/clock.ts';
import { CLOCK_SKEW_MS } from './lifetimes.ts';

/** Asymmetric algorithms only. If HS256 were accepted, the issuer's public key would serve as its secret. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/**
 * The `typ` headers that providers give access tokens: the one of RFC 9068, plain `jwt`, or none. Other types, such as
 * `logout+jwt`, are signed with the same keys for another use.
 */
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt', undefined]);

export interface ExternalIssuerDeps {
  /** `JWT_ISSUER` */
  issuer: string;
  /** `JWT_AUDIENCE` */
  audience: string;
  keys: JWTVerifyGetKey;
  clock: Clock;
}

/** What a valid token of the external issuer says. Which account it belongs to is looked up at each request. */
export interface ExternalClaims {
  subject: string;
  /** Null unless the issuer says that it verified the address. */
  verifiedEmail: string | null;
  organizationId: OrganizationId | null;
  expiresAtMs: number;
}

export interface ExternalIssuer {
  issuer: string;
  /**
   * @throws one of jose's errors for a token that is not valid now
   * @throws KeysUnavailable
   */
  verify(token: string): Promise<ExternalClaims>;
}

export function createExternalIssuer(deps: ExternalIssuerDeps): ExternalIssuer {
  const { issuer, audience, keys, clock } = deps;
  return {
    issuer,
    async verify(token) {
      const nowMs = clock.now();
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_SKEW_MS / 1000,
        currentDate: new Date(nowMs),
      });
      if (!TYPES.has(protectedHeader.typ?.toLowerCase())) {
        throw new errors.JWTInvalid('not an access token');
      }
      if ((payload.iat ?? 0) * 1000 > nowMs + CLOCK_SKEW_MS) {
        throw new errors.JWTInvalid('issued in the future');
      }
      return readClaims(payload);
    },
  };
}

function readClaims(payload: JWTPayload): ExternalClaims {
  const { sub = '', exp = 0, email, email_verified: isVerified, organization_id: claim } = payload;
  const organizationId = parseOrganizationId(claim);
  if (claim !== undefined && !organizationId) {
    throw new errors.JWTInvalid('organization_id is not a UUID');
  }
  return {
    subject: sub,
    // Some providers let people choose any address, and then send `false` or leave the claim out.
    verifiedEmail: typeof email === 'string' && isVerified === true ? email.toLowerCase() : null,
    organizationId,
    expiresAtMs: exp * 1000,
  };
}
