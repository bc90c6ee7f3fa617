import type { Clock } from '../time/clock.ts';
import { FixedWindow, windowProblem } from '../limits/fixed-window.ts';

// A class that opens a page at once: two requests each, and some reload.
const LIMIT = 600;
const WINDOW_MS = 60_000;

/** Limits how often one network may ask for keys: each request is up to 256 KB to read and digest. */
export class IssueThrottle {
  readonly #window: FixedWindow;

  constructor(clock: Clock) {
    this.#window = new FixedWindow(clock, WINDOW_MS);
  }

  /** @throws Problem 429 `rate_limited` */
  check(network: string): void {
    if (this.#window.take(network, LIMIT)) return;
    throw windowProblem(
      'rate_limited',
      'Your network asked for many keys within a minute',
      this.#window.peek(network, LIMIT),
    );
  }
}
