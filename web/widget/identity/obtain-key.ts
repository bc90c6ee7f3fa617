import type {
  Challenge,
  CreateKeyResponse,
  Fingerprint,
  Proof,
} from '../../../shared/playground.ts';
import { ApiProblem } from '../../api/errors.ts';
import { askChallenge, createKey, isChallenge } from '../../api/keys.ts';
import type { SendRequest } from '../../api/request.ts';
import type { ChallengeProgress } from '../models/session.ts';
import { collectFingerprint } from './fingerprint.ts';
import { solveInWorker } from './solve-in-worker.ts';

// While a slow phone solves one challenge the price may rise, and the server asks for another. A visitor for whom
// this happens each time must be told.
const CHALLENGES_MAX = 3;

interface Browser {
  collectFingerprint: () => Promise<Fingerprint>;
  solve: typeof solveInWorker;
}

/**
 * Gets a key: fingerprint, challenge, proof of work, key. The challenge is asked for first, so that the
 * request for the key does not have to fail to bring it.
 */
export async function obtainKey(
  send: SendRequest,
  signal: AbortSignal,
  onChallenge: (progress: ChallengeProgress) => void,
  browser: Browser = { collectFingerprint, solve: solveInWorker },
): Promise<CreateKeyResponse> {
  const fingerprint = await browser.collectFingerprint();
  signal.throwIfAborted();
  let challenge: Challenge | null = await askChallenge(send, fingerprint, signal);
  for (let solved = 0; ;) {
    let proof: Proof | undefined;
    if (challenge !== null) {
      proof = { challenge, solution: await browser.solve(challenge, signal, onChallenge) };
      solved++;
    }
    try {
      return await createKey(send, fingerprint, proof, signal);
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.body.status !== 428) throw failure;
      const next = failure.body.challenge;
      if (solved === CHALLENGES_MAX || !isChallenge(next)) throw failure;
      challenge = next;
    }
  }
}
