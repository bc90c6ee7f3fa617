import type { Clock } from '../time/clock.ts';
import { FixedWindow, windowProblem } from '../limits/fixed-window.ts';
import { isVisitorLedger } from '../identifiers/ids.ts';
import type { Problem } from '../problem.ts';
import type { LedgerRef } from '../storage/port.ts';

/** Nobody mistypes this often in an hour; at twenty seconds each it is less than one slot. */
const UNREACHED_MAX = 120;
const WINDOW_MS = 3_600_000;

/**
 * Bounds a visitor's runs that do not reach their target. They cost nothing, so that one visitor with a site
 * that keeps us waiting could hold the slots, and have us knock on doors, for ever.
 */
export class UnreachedThrottle {
  readonly #window: FixedWindow;

  constructor(clock: Clock) {
    this.#window = new FixedWindow(clock, WINDOW_MS);
  }

  /** 429 `rate_limited` for whoever may begin nothing new this hour, else null. */
  refusal({ id }: LedgerRef): Problem | null {
    const state = this.#window.peek(id, UNREACHED_MAX);
    if (state.remaining > 0) return null;
    const what = `At most ${UNREACHED_MAX} discoveries in an hour whose targets cannot be reached`;
    return windowProblem('rate_limited', what, state);
  }

  count({ id }: LedgerRef): void {
    if (isVisitorLedger(id)) this.#window.take(id, UNREACHED_MAX);
  }
}
