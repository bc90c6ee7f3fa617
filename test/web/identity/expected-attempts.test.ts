import { describe, expect, it } from 'vitest';
import type { Challenge } from '../../../shared/playground.ts';
import { expectedAttempts } from '../../../web/widget/identity/solve-in-worker.ts';

describe('how long a challenge is said to take', () => {
  it('is what the server says', () => {
    expect(expectedAttempts(challenge('00', { expected_attempts: 40 }))).toBe(40);
  });

  it('is read from the prefix where that was drawn at random', () => {
    expect(expectedAttempts(challenge('00'))).toBe(256);
    expect(expectedAttempts(challenge('a'))).toBe(16);
  });

  it('is not guessed from a prefix that was made for a known counter', () => {
    expect(expectedAttempts(challenge('0123456789abcdef0123456789abcdef'))).toBeNull();
  });
});

function challenge(keyPrefix: string, data?: Record<string, number>): Challenge {
  const scrypt = { algorithm: 'SCRYPT', cost: 1024, keyLength: 32, memoryCost: 8, parallelism: 1 };
  return { parameters: { ...scrypt, nonce: '00', salt: '00', keyPrefix, ...(data && { data }) } };
}
