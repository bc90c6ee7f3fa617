import { decodeJwt, errors, type JWK } from 'jose';
import type { OrganizationId, UserId } from '../../identifiers/ids.ts';
import type { Membership, TokenVerdict } from '../../organizations/accounts.ts';
import { Problem } from '../../problem.ts';
import type { Clock } from '../../time/clock.ts';
import type { ExternalClaims, ExternalIssuer } from './external-issuer.ts';
import type { OwnClaims, OwnIssuer } from './own-issuer.ts';
import { KeysUnavailable } from './remote-keys.ts';
import type { SigningKeys } from './signing-keys.ts';
import { VerdictCache } from './verdict-cache.ts';

/** The longest token that is read, in characters: as long as an Authorization header may be. */
const TOKEN_LENGTH_MAX = 4_096;

/** Finds the person whom a token of the external issuer belongs to. */
export interface TokenPeople {
  /** The account that signs in with this issuer's subject. */
  linkedTo(issuer: string, subject: string): Promise<UserId | null>;
  /** The account with this address, lower case, if the account's own address is verified. */
  withVerifiedEmail(email: string): Promise<UserId | null>;
  membershipsOf(userId: UserId): Promise<Membership[]>;
}

export interface TokensDeps {
  own: OwnIssuer;
  keys: Pick<SigningKeys, 'publicJwks' | 'publicKey'>;
  external: ExternalIssuer | null;
  people: TokenPeople;
  clock: Clock;
}

export interface Tokens {
  issue(
    userId: UserId,
    organizationId: OrganizationId,
  ): Promise<{ token: string; expiresAtMs: number }>;
  assertTo(audience: string, claims: Record<string, unknown>): Promise<string>;
  verify(token: string): Promise<TokenVerdict>;
  publicJwks(): JWK[];
}

type Claims =
  | (OwnClaims & { issuedBy: 'own' })
  | (ExternalClaims & { issuedBy: 'external'; issuer: string });

/** Issues tokens and says whose a token is. The gateway reads at each request whether that person is a member. */
export function createTokens({ own, keys, external, people, clock }: TokensDeps): Tokens {
  const known = new VerdictCache<Claims>(clock);

  /** The issuer that a token names only chooses which keys are tried: a key of one verifies no token of the other. */
  async function readClaims(token: string): Promise<Claims> {
    const { iss } = decodeJwt(token);
    if (iss === own.issuer) return { ...(await own.verify(token)), issuedBy: 'own' };
    if (external && iss === external.issuer) {
      return { ...(await external.verify(token)), issuedBy: 'external', issuer: external.issuer };
    }
    throw new errors.JWTInvalid('unknown issuer');
  }

  async function verify(token: string): Promise<TokenVerdict> {
    if (token.length > TOKEN_LENGTH_MAX) return { kind: 'invalid' };
    let claims = known.find(token);
    // The key of a remembered token may have been replaced after a leak.
    if (claims?.issuedBy === 'own' && !keys.publicKey(claims.kid)) claims = null;
    if (!claims) {
      try {
        claims = await readClaims(token);
      } catch (error) {
        return verdictOf(error);
      }
      known.add(token, claims);
    }
    return claims.issuedBy === 'own'
      ? { kind: 'valid', ...pick(claims) }
      : findPerson(claims, people);
  }
  return {
    issue: (userId, organizationId) => own.issue(userId, organizationId),
    assertTo: (audience, claims) => own.assertTo(audience, claims),
    verify,
    publicJwks: () => keys.publicJwks(),
  };
}

const pick = ({ userId, organizationId, expiresAtMs }: OwnClaims) => ({
  userId,
  organizationId,
  expiresAtMs,
});

function verdictOf(error: unknown): TokenVerdict {
  if (error instanceof KeysUnavailable) {
    // 503 and not 401, because the token may be valid.
    throw new Problem(
      'overloaded',
      'The issuer of this token cannot be asked for its keys at the moment: try again in 5 seconds.',
      { retry_after: 5, cause: error },
    );
  }
  if (error instanceof errors.JWTExpired) return { kind: 'expired' };
  if (error instanceof errors.JOSEError || error instanceof TypeError) return { kind: 'invalid' };
  throw error;
}

/** Reads at each request, because accounts are linked and deleted, and people leave organizations. */
async function findPerson(
  claims: ExternalClaims & { issuer: string },
  people: TokenPeople,
): Promise<TokenVerdict> {
  const userId =
    (await people.linkedTo(claims.issuer, claims.subject)) ??
    (claims.verifiedEmail === null ? null : await people.withVerifiedEmail(claims.verifiedEmail));
  if (userId === null) return { kind: 'no_account' };
  const organizationId = claims.organizationId ?? (await onlyOrganization(userId, people));
  if (organizationId === null) return { kind: 'no_organization' };
  return { kind: 'valid', userId, organizationId, expiresAtMs: claims.expiresAtMs };
}

async function onlyOrganization(
  userId: UserId,
  people: TokenPeople,
): Promise<OrganizationId | null> {
  const [first, ...others] = await people.membershipsOf(userId);
  return first && others.length === 0 ? first.organizationId : null;
}
