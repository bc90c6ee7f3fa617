import { parseApiKey, type KeyTier } from '../identifiers/api-key.ts';
import type { Clock } from '../time/clock.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../identifiers/ids.ts';
import type { Accounts } from '../organizations/accounts.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { KeyRestrictions } from '../storage/port/keys.ts';
import type { Call } from './call.ts';
import type { FailureThrottle } from './failure-throttle.ts';
import type { KeyNetworks } from './key-networks.ts';

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

export interface AuthenticateDeps {
  storage: Pick<Storage, 'findKey'>;
  /** Null where this server keeps no accounts: then no token is valid. */
  accounts: Pick<Accounts, 'verifyToken'> | null;
  clock: Clock;
  failures: FailureThrottle;
}

/**
 * Stage 1: the key or token is valid, not revoked and not expired. A playground key was not used from too many
 * networks today; a live key is used from a network that it is allowed on. That is checked here and not with the
 * other restrictions of a key in stage 4, so that whoever stole it learns nothing more: not which organization it
 * belongs to, nor what is left of its quota.
 * @throws Problem 401; 403 `network_not_allowed`; 429 for a network with too many failures
 */
export async function authenticate(
  call: Pick<Call, 'authorization' | 'network' | 'address'>,
  deps: AuthenticateDeps & { keyNetworks: KeyNetworks },
): Promise<Credential> {
  const credential = await authenticateKey(call, deps);
  // Neither is counted as a failure: the caller holds a valid key, so it is not guessing.
  if (credential.kind === 'key') {
    checkAddress(call.address, credential.restrictions);
    await deps.keyNetworks.check(call.network, credential);
  }
  return credential;
}

function checkAddress(address: string, { networks }: KeyRestrictions): void {
  if (networks === null || networks.some((network) => network.contains(address))) return;
  throw new Problem(
    'network_not_allowed',
    'This key may not be used from your network: call from a network that it is allowed on, or use another key.',
  );
}

/**
 * The first half of stage 1. By itself it is enough to revoke a key, which must work from any network.
 * @throws Problem 401, or 429 for a network with too many failures
 */
export async function authenticateKey(
  { authorization, network }: Pick<Call, 'authorization' | 'network'>,
  deps: AuthenticateDeps,
): Promise<Credential> {
  deps.failures.check(network, authorization);
  try {
    const credential = await findCredential(authorization, deps);
    deps.failures.succeeded(authorization);
    return credential;
  } catch (error) {
    // Not counted: a request without a credential is no guess, and a fault of this server or an issuer is not the caller's.
    if (error instanceof Problem && !NOT_A_GUESS.has(error.code)) {
      deps.failures.failed(network, authorization);
    }
    throw error;
  }
}

const NOT_A_GUESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'credential_missing',
  'overloaded',
]);

async function findCredential(
  authorization: string | undefined,
  deps: AuthenticateDeps,
): Promise<Credential> {
  const token = parseBearer(authorization);
  return isJwt(token) ? findPerson(token, deps) : findKey(token, deps);
}

/** The compact form of a JWT: three parts of base64url (RFC 7519, section 3). */
const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

async function findPerson(token: string, { accounts }: AuthenticateDeps): Promise<Credential> {
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

async function findKey(token: string, deps: AuthenticateDeps): Promise<Credential> {
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
