import type { KeyTier } from '../identifiers/api-key.ts';
import type { ApiKeyId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';

/**
 * Revokes the playground key that the caller authenticated with. Anyone who finds a leaked key can end it
 * this way, from any network. The visitor keeps the discoveries that are left and can ask for another key.
 * @throws Problem 400 for a live key
 */
export async function revokeOwnKey(
  credential: { keyId: ApiKeyId; tier: KeyTier },
  deps: { storage: Pick<Storage, 'revokeKey'>; clock: Clock },
): Promise<void> {
  if (credential.tier !== 'test') {
    throw new Problem(
      'invalid_request',
      'Only playground keys (sk-test-) are revoked here: ask the operator of this server to revoke a live key.',
    );
  }
  await deps.storage.revokeKey(credential.keyId, deps.clock.now());
}
