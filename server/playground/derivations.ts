import { Problem } from '../problem.ts';

/** Two of the four threads of Node's pool, because file access and DNS look-ups need the others. */
const AT_ONCE_MAX = 2;
/** About a second of work. Past that, asking again later is better than waiting. */
const WAITING_MAX = 64;
const RETRY_AFTER_SECONDS = 2;

/**
 * Limits how many key derivations run at once. Each takes a thread and 8 MiB for tens of milliseconds, so a
 * flood of requests for challenges would otherwise block the rest of the service.
 */
export class Derivations {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @throws Problem 503 `overloaded` where more than `waitingMax` wait already */
  async run<T>(derive: () => Promise<T>, waitingMax = WAITING_MAX): Promise<T> {
    if (this.#running >= AT_ONCE_MAX) {
      if (this.#waiting.length >= waitingMax) throw tooMany();
      // The one that ends passes its turn on without freeing it, so that no new call can take it first.
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
    `Too many new visitors are asking for a challenge at the moment: try again in ${RETRY_AFTER_SECONDS} seconds.`,
    { retry_after: RETRY_AFTER_SECONDS },
  );
