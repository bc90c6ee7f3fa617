import { describe, expect, it } from 'vitest';
import type { Challenge } from '../../../shared/playground.ts';
import { readErrorBody } from '../../../web/api/error-body.ts';
import { ApiProblem } from '../../../web/api/errors.ts';
import type { SendRequest } from '../../../web/api/request.ts';
import { obtainKey } from '../../../web/widget/identity/obtain-key.ts';
import { secondsLeft } from '../../../web/widget/identity/solve-in-worker.ts';

const CHALLENGE: Challenge = {
  parameters: {
    algorithm: 'SCRYPT',
    nonce: '1',
    salt: '2',
    keyPrefix: '0',
    cost: 8,
    keyLength: 32,
  },
};
const MADE = {
  api_key: 'sk-test-1',
  organization_id: 'org',
  quota: { limit: 10, used: 0, reserved: 0, remaining: 10 },
};

/** Answers the requests in turn; a number is an error of this status with a challenge in it. */
function obtain(answers: (object | number)[]) {
  const asked: { path: string; hasProof: boolean }[] = [];
  const send: SendRequest = async (path, init) => {
    asked.push({ path, hasProof: JSON.stringify(init?.body).includes('proof') });
    const answer = answers.shift();
    if (typeof answer !== 'number') return Response.json(answer);
    throw new ApiProblem(readErrorBody({ challenge: CHALLENGE }, answer, 'req_1'));
  };
  const browser = {
    collectFingerprint: async () => ({ version: '5.0.0', components: {} }),
    solve: async () => ({ counter: 1, derivedKey: '00' }),
  };
  const { signal } = new AbortController();
  const obtained = obtainKey(send, signal, () => undefined, browser);
  return { obtained, asked };
}

const CHALLENGES = '/api/v1/playground/challenges';
const KEYS = '/api/v1/playground/keys';

describe('getting a key', () => {
  it('asks for the challenge, solves it, and asks for the key once, with the proof', async () => {
    const { obtained, asked } = obtain([{ challenge: CHALLENGE }, MADE]);
    expect((await obtained).api_key).toBe('sk-test-1');
    expect(asked).toEqual([
      { path: CHALLENGES, hasProof: false },
      { path: KEYS, hasProof: true },
    ]);
  });

  it('solves nothing where no proof is needed', async () => {
    const { obtained, asked } = obtain([{ challenge: null }, MADE]);
    await obtained;
    expect(asked).toEqual([
      { path: CHALLENGES, hasProof: false },
      { path: KEYS, hasProof: false },
    ]);
  });

  it('solves again where the price rose meanwhile, and gives up after three times', async () => {
    const { obtained, asked } = obtain([{ challenge: CHALLENGE }, 428, 428, 428, 428]);
    await expect(obtained).rejects.toBeInstanceOf(ApiProblem);
    expect(asked.filter(({ path }) => path === KEYS)).toHaveLength(3);
  });
});

describe('how long a challenge still takes', () => {
  it('is told from the pace of the device so far', () => {
    // 10 attempts in 5 s; 90 of at most 100 are left, half of them on average.
    expect(secondsLeft(10, 50, 5_000)).toBe(23);
  });

  it('is not guessed without a pace or an expected number', () => {
    expect(secondsLeft(0, 50, 5_000)).toBeNull();
    expect(secondsLeft(10, null, 5_000)).toBeNull();
  });
});
