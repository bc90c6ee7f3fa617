import { hash } from 'node:crypto';
import { Throttle, THROTTLES } from '../limits/throttle.ts';
import type { Clock } from '../time/clock.ts';

const PROVEN_MAX = 10_000;

/**
 * Limits failed authentication per client network. A credential that worked lately passes even while its
 * network is refused: otherwise one attacker in an office could lock out everybody there. Credentials are
 * kept as digests only.
 */
export class FailureThrottle {
  readonly #failures: Throttle;
  readonly #proven = new Map<string, true>();

  constructor(clock: Clock) {
    this.#failures = new Throttle(clock, THROTTLES.failedAuthentication);
  }

  /** @throws Problem 429 `too_many_failed_attempts` */
  check(network: string, authorization: string | undefined): void {
    const refusal = this.#failures.refusal(network);
    if (refusal && !this.#proven.has(digest(authorization))) throw refusal;
  }

  failed(network: string, authorization: string | undefined): void {
    this.#proven.delete(digest(authorization));
    this.#failures.count(network);
  }

  succeeded(authorization: string | undefined): void {
    const slot = digest(authorization);
    if (this.#proven.has(slot)) return;
    const oldest = this.#proven.keys().next();
    if (this.#proven.size >= PROVEN_MAX && !oldest.done) this.#proven.delete(oldest.value);
    this.#proven.set(slot, true);
  }
}

const digest = (authorization: string | undefined) => hash('sha256', authorization ?? '', 'base64');
