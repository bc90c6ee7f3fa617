import type { Challenge, Proof } from '../../../shared/playground.ts';
import { PartMissing } from '../../ui/load-part.ts';
import type { ChallengeProgress } from '../models/session.ts';
import type { SolveOrder, SolveReport } from './solve-messages.ts';
import { SolveTimeout } from './solve-timeout.ts';

// Most challenges are solved before anyone could read the explanation.
const SHOWN_AFTER_MS = 1000;
// A longer prefix was computed from a known counter and does not tell how much work it is.
const PREFIX_DIGITS_MAX = 6;

/** Solves a proof of work in a worker. Aborting ends it at once. @throws SolveTimeout, PartMissing */
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
  worker.addEventListener('error', () =>
    reject(new PartMissing('The solver could not be started.')),
  );
  worker.addEventListener('message', ({ data }: MessageEvent<SolveReport>) => {
    const elapsedMs = performance.now() - startedAtMs;
    if (data.kind === 'solved') resolve(data.solution);
    else if (data.kind === 'timed_out') reject(new SolveTimeout(data.attempts));
    else if (data.kind === 'failed') reject(new Error(data.reason));
    else if (elapsedMs > SHOWN_AFTER_MS) {
      const { attempts } = data;
      onProgress({ attempts, expected, secondsLeft: secondsLeft(attempts, expected, elapsedMs) });
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

/** How much longer it takes at this pace, where the counter is in the middle of what is left; `null` if unknown. */
export function secondsLeft(
  attempts: number,
  expected: number | null,
  elapsedMs: number,
): number | null {
  if (expected === null || attempts === 0) return null;
  // The counter is drawn evenly from 0 to twice the expected number.
  const attemptsLeft = Math.max(0, 2 * expected - attempts) / 2;
  return Math.ceil((attemptsLeft * elapsedMs) / attempts / 1000);
}
