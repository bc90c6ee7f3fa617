import { parseApiKey, type KeyTier, type ParsedKey } from '../identifiers/api-key.ts';
import type { Clock } from '../time/clock.ts';
import type { ApiKeyId, OrganizationId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { Call } from './call.ts';
import type { FailureThrottle } from './failure-throttle.ts';
import type { KeyNetworks } from './key-networks.ts';

/** A key that is valid now, and the organization it belongs to. */
export interface Credential {
  keyId: ApiKeyId;
  tier: KeyTier;
  organizationId: OrganizationId;
}

export interface AuthenticateDeps {
  storage: Pick<Storage, 'findKey'>;
  clock: Clock;
  failures: FailureThrottle;
}

/**
 * Stage 1: the key is valid, not revoked and not expired, and a playground key was not used from too many
 * networks today.
 * @throws Problem 401, or 429 for a network with too many failures
 */
export async function authenticate(
  call: Pick<Call, 'authorization' | 'network'>,
  deps: AuthenticateDeps & { keyNetworks: KeyNetworks },
): Promise<Credential> {
  const credential = await authenticateKey(call, deps);
  // Not counted as a failure: the caller holds a valid key, so it is not guessing.
  await deps.keyNetworks.check(call.network, credential);
  return credential;
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
    // A request without a credential guesses nothing, so it does not count.
    if (error instanceof Problem && error.code !== 'credential_missing') {
      deps.failures.failed(network, authorization);
    }
    throw error;
  }
}

async function findCredential(
  authorization: string | undefined,
  deps: AuthenticateDeps,
): Promise<Credential> {
  const key = parseCredential(authorization);
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
    throw new Problem('key_expired', 'This key has expired: make a new one.');
  }
  return { keyId: record.id, tier: record.tier, organizationId: record.organizationId };
}

/** Reads `Authorization: Bearer <key>` (RFC 6750, section 2.1). */
function parseCredential(header: string | undefined): ParsedKey {
  if (!header) {
    throw new Problem(
      'credential_missing',
      'Send your key in the header “Authorization: Bearer sk-…”.',
    );
  }
  const token = /^Bearer +([^\s]{1,4096})$/i.exec(header)?.[1];
  const key = token ? parseApiKey(token) : null;
  if (!key) {
    throw new Problem(
      'credential_malformed',
      'The Authorization header does not hold a key of this service: keys begin with sk-test- or sk-live-.',
    );
  }
  return key;
}
