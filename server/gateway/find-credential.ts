import { parseApiKey, type KeyTier } from '../identifiers/api-key.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../identifiers/ids.ts';
import type { Accounts } from '../organizations/accounts.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { KeyRestrictions } from '../storage/port/keys.ts';
import type { Clock } from '../time/clock.ts';

/** A key that is valid now, and the organization it belongs to. */
export interface KeyCredential {
  kind: 'key';
  keyId: ApiKeyId;
  tier: KeyTier;
  last4: string;
  organizationId: OrganizationId;
  /** Null: it does not expire. */
  expiresAtMs: number | null;
  restrictions: KeyRestrictions;
}

/** A person with a valid token for an organization. Stage 2 reads whether they belong to it. */
export interface PersonCredential {
  kind: 'person';
  userId: UserId;
  organizationId: OrganizationId;
  /** When the token ends. */
  expiresAtMs: number;
}

export type Credential = KeyCredential | PersonCredential;

export interface CredentialDeps {
  storage: Pick<Storage, 'findKey'>;
  /** Null where this server keeps no accounts: then no token is valid. */
  accounts: Pick<Accounts, 'verifyToken'> | null;
  clock: Clock;
}

/**
 * Finds the key or checks the token of an Authorization header.
 * @throws Problem 401
 */
export async function findCredential(
  authorization: string | undefined,
  deps: CredentialDeps,
): Promise<Credential> {
  const token = parseBearer(authorization);
  return isJwt(token) ? findPerson(token, deps) : findKey(token, deps);
}

/** The compact form of a JWT: three parts of base64url (RFC 7519, section 3). */
const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

async function findPerson(token: string, { accounts }: CredentialDeps): Promise<Credential> {
  const verdict = accounts ? await accounts.verifyToken(token) : ({ kind: 'invalid' } as const);
  switch (verdict.kind) {
    case 'valid':
      return { ...verdict, kind: 'person' };
    case 'expired':
      throw new Problem('token_expired', 'This token has expired: ask for a new one.');
    case 'invalid':
      throw new Problem('token_invalid', 'This token is not valid here: sign in for a new one.');
    case 'no_account':
      throw new Problem(
        'token_invalid',
        'Nobody here belongs to this token: sign up with the same address, or link this sign-in to your account.',
      );
    case 'no_organization':
      throw new Problem(
        'token_invalid',
        'This token does not say for which organization it is: ask for one with the claim organization_id.',
      );
    default:
      return verdict satisfies never;
  }
}

async function findKey(token: string, deps: CredentialDeps): Promise<Credential> {
  const key = parseApiKey(token);
  if (!key) throw malformed();
  const record = await deps.storage.findKey(key.hash);
  if (!record) {
    throw new Problem(
      'key_unknown',
      'This key does not exist on this server: check that all of it was copied.',
    );
  }
  if (record.revokedAtMs !== null) {
    throw new Problem('key_revoked', 'This key was revoked: use another one, or make a new one.');
  }
  if (record.expiresAtMs !== null && record.expiresAtMs <= deps.clock.now()) {
    throw new Problem(
      'key_expired',
      record.replacedBy === null
        ? 'This key has expired: make a new one.'
        : 'This key was replaced by a new one, and the time in which both worked is over: use the new key.',
    );
  }
  return {
    kind: 'key',
    keyId: record.id,
    tier: record.tier,
    last4: record.last4,
    organizationId: record.organizationId,
    expiresAtMs: record.expiresAtMs,
    // The remembered record itself: nothing is copied at each request.
    restrictions: record,
  };
}

/** Reads `Authorization: Bearer <key or token>` (RFC 6750, section 2.1). */
function parseBearer(header: string | undefined): string {
  if (!header) {
    throw new Problem(
      'credential_missing',
      'Send your key in the header “Authorization: Bearer sk-…”.',
    );
  }
  const token = /^Bearer +([^\s]{1,4096})$/i.exec(header)?.[1];
  if (token === undefined) throw malformed();
  return token;
}

const malformed = () =>
  new Problem(
    'credential_malformed',
    'The Authorization header does not hold a key of this service: keys begin with sk-test- or sk-live-.',
  );
