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

/** Whom a challenge was made for: it holds for no other browser and no other network. */
export interface ChallengeSubject {
  fingerprint: KeyedHash;
  network: KeyedHash;
}

/** What a solved challenge stands for. */
export interface Payment {
  /** Expected derivations that it is worth, with those of the challenge before it. */
  paidDerivations: number;
  /** The place in the line that it was made for, so that it holds whoever comes meanwhile; see `Places`. */
  place: string | null;
}

export interface ChallengeOrder extends Payment {
  /** What there is still to work: less than what is paid where an earlier challenge counts towards it. */
  expectedDerivations: number;
}

export interface Challenger {
  /** @throws Problem 503 `overloaded` */
  issue(subject: ChallengeSubject, order: ChallengeOrder): Promise<Challenge>;
  /**
   * Checks a solved challenge; whether it was used before is for storage to say. Derives nothing: the
   * server signed the key that solves it.
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
      // Who holds a place has worked for it already, and is not turned away at a full line.
      const waitingMax = place === null ? undefined : Infinity;
      return createChallenge({
        algorithm: 'SCRYPT',
        cost: SCRYPT.N,
        memoryCost: SCRYPT.r,
        parallelism: SCRYPT.p,
        // From 0: a lower bound would be work that a solver may skip.
        counter: deps.random.integer(Math.max(1, Math.round(2 * expectedDerivations))),
        deriveKey: (...args) => deps.derivations.run(() => deriveKey(...args), waitingMax),
        data: {
          binding: bindingOf(subject),
          expires_at_ms: expiresAtMs,
          // For a widget that shows how far it is.
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
      const expiresAtMs = Number(challenge.parameters.data?.expires_at_ms);
      // What is inside is trusted only once the signature held.
      if (verdict.invalidSignature !== false || !challenge.signature) {
        throw refuse('the challenge was not made by this server');
      }
      if (!(expiresAtMs > deps.clock.now())) throw refuse('the challenge has expired');
      if (challenge.parameters.data?.binding !== bindingOf(subject)) {
        throw refuse('it was made for another browser or another network');
      }
      if (!verdict.verified) throw refuse('the solution is wrong');
      const { paid_derivations: paid, place } = challenge.parameters.data;
      return {
        id: challenge.signature,
        expiresAtMs,
        paidDerivations: Number(paid),
        place: typeof place === 'string' ? place : null,
      };
    },
  };
}

const refuse = (why: string) =>
  new Problem(
    'invalid_proof',
    `proof does not hold: ${why}. Send the request without proof to get a new challenge.`,
    {
      field: 'proof',
    },
  );
