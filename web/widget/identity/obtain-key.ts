import type { CreateKeyResponse, Fingerprint, Proof } from '../../../shared/playground.ts';
import type { ApiClient } from '../../api-client.ts';
import { ApiProblem } from '../../wire/errors.ts';
import { isChallenge } from '../../wire/playground.ts';
import type { ChallengeProgress } from '../models/session.ts';
import { collectFingerprint } from './fingerprint.ts';
import { solveInWorker } from './solve-in-worker.ts';

// A challenge may expire while a slow phone works on it; a visitor who never gets through must be told.
const CHALLENGES_MAX = 3;

/** Fingerprint, request, and where the server asks for it, proof of work and the request again. */
export async function obtainKey(
  api: Pick<ApiClient, 'createKey'>,
  signal: AbortSignal,
  onChallenge: (progress: ChallengeProgress) => void,
): Promise<CreateKeyResponse> {
  const fingerprint = await collectFingerprint();
  let proof: Proof | undefined;
  for (let challenges = 0; ; challenges++) {
    signal.throwIfAborted();
    const answer = await ask(api, fingerprint, proof, signal);
    if (answer.kind === 'created') return answer.created;
    const { challenge } = answer.problem.body;
    if (challenges === CHALLENGES_MAX || !isChallenge(challenge)) throw answer.problem;
    const solution = await solveInWorker(challenge, signal, onChallenge);
    proof = { challenge, solution };
  }
}

type Answer =
  | { kind: 'created'; created: CreateKeyResponse }
  | { kind: 'proof_required'; problem: ApiProblem };

async function ask(
  api: Pick<ApiClient, 'createKey'>,
  fingerprint: Fingerprint,
  proof: Proof | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return { kind: 'created', created: await api.createKey(fingerprint, proof, signal) };
  } catch (failure) {
    if (failure instanceof ApiProblem && failure.body.status === 428) {
      return { kind: 'proof_required', problem: failure };
    }
    throw failure;
  }
}
