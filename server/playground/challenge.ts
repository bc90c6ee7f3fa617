import { createChallenge, verifySolution } from 'altcha-lib';
import type { DeriveKeyFunction } from 'altcha-lib';
import type { Challenge, Proof } from '../../shared/playground.ts';
import type { Clock } from '../time/clock.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import type { KeyedHash, KeyedHasher } from '../identifiers/keyed-hash.ts';
import type { Derivations } from './derivations.ts';
import { SCRYPT } from './price.ts';

export const CHALLENGE_LIFETIME_MS = 5 * 60_000;

/** The browser and the network that a challenge was made for. It is refused from any other. */
export interface ChallengeSubject {
  fingerprint: KeyedHash;
  network: KeyedHash;
}

/** What a solved challenge is worth. */
export interface Payment {
  /** Expected derivations of this challenge and of the one before it that was worth too little. */
  paidDerivations: number;
  /** The ID of the place in the line that it was made for, or null; see `Places`. */
  place: string | null;
}

export interface ChallengeOrder extends Payment {
  /** The work of this challenge. Less than `paidDerivations` where an earlier challenge counts towards it. */
  expectedDerivations: number;
}

export interface Challenger {
  /** @throws Problem 503 `overloaded` */
  issue(subject: ChallengeSubject, order: ChallengeOrder): Promise<Challenge>;
  /**
   * Checks a solved challenge without deriving a key, because the server signed the right key when it made
   * the challenge. Whether the proof was used before is checked by storage.
   * @throws Problem 400 `invalid_proof`
   */
  verify(
    subject: ChallengeSubject,
    proof: Proof,
  ): Promise<Payment & { id: string; expiresAtMs: number }>;
}

export function createChallenger(deps: {
  clock: Clock;
  random: Random;
  hasher: KeyedHasher;
  deriveKey: DeriveKeyFunction;
  derivations: Derivations;
}): Challenger {
  const { deriveKey } = deps;
  const signatureSecret = deps.hasher.hash('proof', 'challenge signature');
  const keySecret = deps.hasher.hash('proof', 'derived key signature');
  const bindingOf = (subject: ChallengeSubject) =>
    deps.hasher.hash('proof', 'binding', subject.fingerprint, subject.network);

  return {
    async issue(subject, { expectedDerivations, paidDerivations, place }) {
      const expiresAtMs = deps.clock.now() + CHALLENGE_LIFETIME_MS;
      // The holder of a place has solved a challenge already, so a full queue does not refuse it.
      const waitingMax = place === null ? undefined : Infinity;
      return createChallenge({
        algorithm: 'SCRYPT',
        cost: SCRYPT.N,
        memoryCost: SCRYPT.r,
        parallelism: SCRYPT.p,
        // Uniform from 0, because a solver could skip everything below a known lower bound.
        counter: deps.random.integer(Math.max(1, Math.round(2 * expectedDerivations))),
        deriveKey: (...args) => deps.derivations.run(() => deriveKey(...args), waitingMax),
        data: {
          binding: bindingOf(subject),
          expires_at_ms: expiresAtMs,
          // Read by the widget to show its progress.
          expected_attempts: expectedDerivations,
          paid_derivations: paidDerivations,
          place,
        },
        hmacSignatureSecret: signatureSecret,
        hmacKeySignatureSecret: keySecret,
      });
    },

    async verify(subject, proof) {
      const { challenge, solution } = proof;
      const verdict = await verifySolution({
        challenge,
        solution,
        deriveKey,
        hmacSignatureSecret: signatureSecret,
        hmacKeySignatureSecret: keySecret,
      });
      return readPayment(challenge, verdict, bindingOf(subject), deps.clock.now());
    },
  };
}

/** @throws Problem 400 `invalid_proof` */
function readPayment(
  { signature, parameters: { data } }: Proof['challenge'],
  verdict: Awaited<ReturnType<typeof verifySolution>>,
  binding: string,
  nowMs: number,
): Payment & { id: string; expiresAtMs: number } {
  // Until the signature has been verified, the client may have written everything in the challenge.
  if (verdict.invalidSignature !== false || !signature) {
    throw refuse('the challenge was not made by this server');
  }
  const expiresAtMs = Number(data?.expires_at_ms);
  if (!(expiresAtMs > nowMs)) throw refuse('the challenge has expired');
  if (data?.binding !== binding) throw refuse('it was made for another browser or another network');
  if (!verdict.verified) throw refuse('the solution is wrong');
  const { paid_derivations: paid, place } = data;
  return {
    id: signature,
    expiresAtMs,
    paidDerivations: Number(paid),
    place: typeof place === 'string' ? place : null,
  };
}

const refuse = (why: string) =>
  new Problem(
    'invalid_proof',
    `proof is not valid: ${why}. Send the request without proof to get a new challenge.`,
    {
      field: 'proof',
    },
  );
