import type { Clock } from '../time/clock.ts';
import { authenticate } from '../gateway/1-authenticate.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';

/**
 * Revokes the playground key that is sent as the credential: whoever finds a leaked key may end it, from
 * any network. The visitor keeps its ledger and asks for another key.
 * @throws Problem 401 for a key that is not valid (any more); 400 for a live key
 */
export async function revokeOwnKey(
  authorization: string | undefined,
  deps: { storage: Storage; clock: Clock },
): Promise<void> {
  const { keyId, tier } = await authenticate({ authorization }, deps);
  if (tier !== 'test') {
    throw new Problem(
      'invalid_request',
      'Only playground keys are revoked here: the operator of this server revokes live keys.',
    );
  }
  await deps.storage.revokeKey(keyId, deps.clock.now());
}
