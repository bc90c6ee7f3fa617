import { Problem } from '../problem.ts';

/** Two of Node's four pool threads at most: file access and name look-ups share them. */
const AT_ONCE_MAX = 2;
/** About a second's worth: a longer wait would outlast what is waited for. */
const WAITING_MAX = 64;
const RETRY_AFTER_SECONDS = 2;

/**
 * Bounds how many key derivations run: each takes a thread and 8 MiB for tens of milliseconds, and a
 * flood of requests for challenges must not starve everything else.
 */
export class Derivations {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @throws Problem 503 `overloaded` where more than `waitingMax` wait already */
  async run<T>(derive: () => Promise<T>, waitingMax = WAITING_MAX): Promise<T> {
    if (this.#running >= AT_ONCE_MAX) {
      if (this.#waiting.length >= waitingMax) throw tooMany();
      // Whoever ends hands its turn over, so that nobody slips in between.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await derive();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

const tooMany = () =>
  new Problem(
    'overloaded',
    `Too many new visitors ask at the moment: try again in ${RETRY_AFTER_SECONDS} seconds.`,
    { retry_after: RETRY_AFTER_SECONDS },
  );
