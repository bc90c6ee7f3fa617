import { hash } from 'node:crypto';
import type { Clock } from '../time/clock.ts';
import { FixedWindow, windowProblem } from '../limits/fixed-window.ts';

const WINDOW_MS = 60_000;
const FAILURES_MAX = 100;
const PROVEN_MAX = 10_000;

/**
 * One throttle per client network on *failed* authentication, so that spraying made-up keys is cheap
 * to refuse. A credential that worked lately passes even then: an attacker in an office must not lock
 * out its honest people. Credentials are kept as digests only.
 */
export class FailureThrottle {
  readonly #failures: FixedWindow;
  readonly #proven = new Map<string, true>();

  constructor(clock: Clock) {
    this.#failures = new FixedWindow(clock, WINDOW_MS);
  }

  /** @throws Problem 429 `too_many_failed_attempts` */
  check(network: string, authorization: string | undefined): void {
    const state = this.#failures.peek(network, FAILURES_MAX);
    if (state.remaining > 0 || this.#proven.has(digest(authorization))) return;
    throw windowProblem(
      'too_many_failed_attempts',
      'Too many invalid keys came from your network',
      state,
    );
  }

  failed(network: string, authorization: string | undefined): void {
    this.#proven.delete(digest(authorization));
    this.#failures.take(network, FAILURES_MAX);
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
