import type { Clock } from '../time/clock.ts';
import { FixedWindow, windowProblem } from '../limits/fixed-window.ts';
import type { Prefix } from '../storage/port.ts';

const WINDOW_MS = 60_000;

/** Challenges in a minute. The wider prefixes keep whoever owns a whole block from asking from each address. */
const LIMITS = new Map([
  [32, 300],
  [24, 600],
  [64, 300],
  [56, 600],
  [48, 1_200],
]);

/**
 * Limits how often challenges are made for one network, since each costs a key derivation. Apart from
 * the limit on requests: a neighbour who floods must not keep returning visitors out, who need none.
 */
export class ChallengeThrottle {
  readonly #window: FixedWindow;

  constructor(clock: Clock) {
    this.#window = new FixedWindow(clock, WINDOW_MS);
  }

  /** @throws Problem 429 `rate_limited` */
  check(prefixes: readonly Prefix[]): void {
    for (const { prefixLength, hashes } of prefixes) {
      const limit = LIMITS.get(prefixLength) ?? 0;
      // The finest comes first, and who is refused there does not count against its neighbours.
      if (this.#window.take(hashes[0], limit)) continue;
      throw windowProblem(
        'rate_limited',
        'Your network asked for many keys within a minute',
        this.#window.peek(hashes[0], limit),
      );
    }
  }
}
