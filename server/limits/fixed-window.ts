import type { Clock } from '../time/clock.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { Problem } from '../problem.ts';

export interface WindowState {
  remaining: number;
  /** Milliseconds since the epoch at which the count begins again. */
  resetsAtMs: number;
  /** Whole seconds until then, at least 1. */
  resetsInSeconds: number;
}

/** The 429 past a window's limit. `what` is the first half of a sentence that ends with how long to wait. */
export function windowProblem(
  code: ErrorCode & ('rate_limited' | 'too_many_failed_attempts'),
  what: string,
  state: WindowState,
): Problem {
  return new Problem(code, `${what}: wait ${state.resetsInSeconds} seconds.`, {
    retry_after: state.resetsInSeconds,
    reset_at: new Date(state.resetsAtMs).toISOString(),
  });
}

/**
 * Counts events per key in fixed windows, in memory. Nothing is evicted to make room, because an attacker could
 * then reset a count by using a hundred thousand other keys. Once the table is full, all further keys share
 * one count.
 */
export class FixedWindow {
  readonly #counts = new Map<string, number>();
  readonly #clock: Clock;
  readonly #windowMs: number;
  readonly #keysMax: number;
  #windowStartMs = 0;

  constructor(clock: Clock, windowMs: number, keysMax = 200_000) {
    this.#clock = clock;
    this.#windowMs = windowMs;
    this.#keysMax = keysMax;
  }

  /** Counts one event. @returns false past the limit */
  take(key: string, limit: number): boolean {
    const slot = this.#slot(key);
    const count = (this.#counts.get(slot) ?? 0) + 1;
    this.#counts.set(slot, count);
    return count <= limit;
  }

  /** The state of a key. Counts nothing. */
  peek(key: string, limit: number): WindowState {
    const count = this.#counts.get(this.#slot(key)) ?? 0;
    const resetsAtMs = this.#windowStartMs + this.#windowMs;
    return {
      remaining: Math.max(0, limit - count),
      resetsAtMs,
      resetsInSeconds: Math.max(1, Math.ceil((resetsAtMs - this.#clock.now()) / 1000)),
    };
  }

  /** The key that is counted, or the shared one where the table is full. Empties the table when a window ends. */
  #slot(key: string): string {
    const nowMs = this.#clock.now();
    if (nowMs >= this.#windowStartMs + this.#windowMs || nowMs < this.#windowStartMs) {
      this.#counts.clear();
      this.#windowStartMs = nowMs - (nowMs % this.#windowMs);
    }
    return this.#counts.has(key) || this.#counts.size < this.#keysMax ? key : 'everyone else';
  }
}
