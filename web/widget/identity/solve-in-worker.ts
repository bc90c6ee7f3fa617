import type { Challenge, Proof } from '../../../shared/playground.ts';
import type { ChallengeProgress } from '../models/session.ts';
import type { SolveOrder, SolveReport } from './solve-messages.ts';

// Most challenges are over before anyone could read why they are there.
const SHOWN_AFTER_MS = 1000;
// Past six hex digits the prefix was made for a known counter and says nothing of the work.
const PREFIX_DIGITS_MAX = 6;

/** Solves a proof of work beside the page. Aborting ends the worker at once. */
export function solveInWorker(
  challenge: Challenge,
  signal: AbortSignal,
  onProgress: (progress: ChallengeProgress) => void,
): Promise<Proof['solution']> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./solve-worker.ts', import.meta.url), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<Proof['solution']>();
  const startedAtMs = performance.now();
  const expected = expectedAttempts(challenge);
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  worker.addEventListener('error', () => reject(new Error('The solver could not be started.')));
  worker.addEventListener('message', ({ data }: MessageEvent<SolveReport>) => {
    if (data.kind === 'solved') resolve(data.solution);
    else if (data.kind === 'failed') reject(new Error(data.reason));
    else if (performance.now() - startedAtMs > SHOWN_AFTER_MS) {
      onProgress({ attempts: data.attempts, expected });
    }
  });
  const order: SolveOrder = { challenge };
  worker.postMessage(order);
  return promise.finally(() => {
    signal.removeEventListener('abort', abort);
    worker.terminate();
  });
}

/** How many derivations a solution takes on average, where the challenge tells. */
export function expectedAttempts({ parameters }: Challenge): number | null {
  const told = parameters.data?.['expected_attempts'];
  if (typeof told === 'number' && told > 0) return told;
  const digits = parameters.keyPrefix.length;
  return digits <= PREFIX_DIGITS_MAX ? 16 ** digits : null;
}
