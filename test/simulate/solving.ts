import { createHash } from 'node:crypto';
import type { DeriveKeyFunction } from 'altcha-lib';
import type { Challenge, Proof } from '../../shared/playground.ts';

/**
 * Seconds that one derivation takes, calibrated with `npm run simulate -- --calibrate`: an attacker runs
 * native code, a visitor the widget's WebAssembly, a phone four times slower than a laptop.
 */
export const SECONDS_PER_DERIVATION = { attacker: 1 / 60, laptop: 0.05, phone: 0.2 } as const;
export type Core = keyof typeof SECONDS_PER_DERIVATION;

/**
 * Stands in for scrypt, so that hundreds of visitors do not take hours: a hash that costs nothing, and a
 * note of the counter that the server chose. Everything else of a challenge (its signature, binding,
 * expiry, single use) is the service's own.
 */
export class KnownSolutions {
  readonly #byChallenge = new Map<string, Proof['solution']>();
  /** How many the service derived: what a flood of challenges costs it. */
  derivations = 0;

  readonly deriveKey: DeriveKeyFunction = async (parameters, salt, password) => {
    this.derivations += 1;
    const derivedKey = createHash('sha256').update(salt).update(password).digest();
    // Issuing derives once, with the counter behind the nonce (big-endian, 4 bytes).
    const counter = Buffer.from(password).readUInt32BE(password.length - 4);
    const slot = parameters.nonce;
    if (!this.#byChallenge.has(slot)) {
      this.#byChallenge.set(slot, { counter, derivedKey: derivedKey.toString('hex') });
    }
    return { derivedKey };
  };

  /** @returns the solution, and the derivations that finding it takes: counters are tried from 0. */
  solve(challenge: Challenge): { proof: Proof; derivations: number } {
    const slot = challenge.parameters.nonce;
    const solution = this.#byChallenge.get(slot);
    if (!solution) throw new Error('This challenge was not made here.');
    this.#byChallenge.delete(slot);
    return { proof: { challenge, solution }, derivations: solution.counter + 1 };
  }
}
