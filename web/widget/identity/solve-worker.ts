import { solveChallenge } from 'altcha-lib';
import { scrypt } from 'hash-wasm';
import type { SolveOrder, SolveReport } from './solve-messages.ts';

const REPORT_EVERY_MS = 150;
// A minute before the challenge expires: a later solution would be refused.
const SOLVE_TIMEOUT_MS = 240_000;

addEventListener('message', ({ data }: MessageEvent<SolveOrder>) => {
  solve(data).then(report, (failure: unknown) =>
    report({ kind: 'failed', reason: String(failure) }),
  );
});

async function solve({ challenge }: SolveOrder): Promise<SolveReport> {
  const { algorithm } = challenge.parameters;
  if (algorithm !== 'SCRYPT') return { kind: 'failed', reason: `Unknown algorithm: ${algorithm}` };
  let attempts = 0;
  let reportedAtMs = performance.now();
  const solution = await solveChallenge({
    challenge,
    timeout: SOLVE_TIMEOUT_MS,
    deriveKey: async (parameters, salt, password) => {
      const derivedKey = await scrypt({
        password,
        salt,
        costFactor: parameters.cost,
        blockSize: parameters.memoryCost ?? 8,
        parallelism: parameters.parallelism ?? 1,
        hashLength: parameters.keyLength,
        outputType: 'binary',
      });
      attempts++;
      if (performance.now() - reportedAtMs > REPORT_EVERY_MS) {
        reportedAtMs = performance.now();
        report({ kind: 'progress', attempts });
      }
      return { derivedKey };
    },
  });
  return solution === null ? { kind: 'timed_out', attempts } : { kind: 'solved', solution };
}

function report(message: SolveReport): void {
  postMessage(message);
}
