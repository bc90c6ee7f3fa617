import { parseApiKey, type KeyTier, type ParsedKey } from '../identifiers/api-key.ts';
import type { Clock } from '../time/clock.ts';
import type { ApiKeyId, OrganizationId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { Call } from './call.ts';

/** A key that is valid now, and the organization it belongs to. */
export interface Credential {
  keyId: ApiKeyId;
  tier: KeyTier;
  organizationId: OrganizationId;
}

/**
 * Stage 1: the key is valid, not revoked and not expired.
 * @throws Problem 401
 */
export async function authenticate(
  call: Pick<Call, 'authorization'>,
  deps: { storage: Storage; clock: Clock },
): Promise<Credential> {
  const key = parseCredential(call.authorization);
  const record = await deps.storage.findKey(key.hash);
  if (!record) {
    throw new Problem(
      'key_unknown',
      'This key does not exist here: check that all of it was copied.',
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
    throw new Problem('credential_missing', 'Send the header “Authorization: Bearer <api key>”.');
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
