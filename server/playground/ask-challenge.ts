import type { Challenge, ChallengeRequest } from '../../shared/playground.ts';
import { demandProof } from './demand-proof.ts';
import { identify, type AnonymousCaller } from './identify.ts';
import type { IssueKeyDeps } from './issue-key.ts';

/**
 * Tells a browser, before it asks for a key, which proof of work that request will need. A page that knows
 * the challenge beforehand sends no request that has to fail with 428. Makes no key and no visitor.
 * @returns null where none is needed, because the caller is recognised
 * @throws Problem 429 `too_many_new_visitors` or `rate_limited`; 503 `overloaded`; 400 for a bad fingerprint
 */
export async function askChallenge(
  { fingerprint }: ChallengeRequest,
  caller: AnonymousCaller,
  deps: IssueKeyDeps,
): Promise<Challenge | null> {
  const who = identify(caller, fingerprint, deps.hasher);
  const recognition = await deps.storage.recognise({ identity: who.identity, seats: deps.seats });
  if (recognition !== 'none') return null;
  const demand = await demandProof(who, deps);
  if (demand.code !== 'proof_required') throw demand;
  return demand.extras.challenge as Challenge;
}
