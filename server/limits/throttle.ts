import type { Problem } from '../problem.ts';
import type { Clock } from '../time/clock.ts';
import { FixedWindow, windowProblem } from './fixed-window.ts';

/** How often something may happen within a window, and what the caller is told past that. */
export interface ThrottlePolicy {
  limit: number;
  windowMs: number;
  code: 'rate_limited' | 'too_many_failed_attempts';
  /** The first half of a sentence that ends with how long to wait. */
  what: string;
}

/** Short-term limits that hold for everybody, in addition to those of the plans. */
export const THROTTLES = {
  /**
   * Invalid keys from one network, so that an attacker who tries made-up keys is refused before storage is
   * asked.
   */
  failedAuthentication: {
    limit: 100,
    windowMs: 60_000,
    code: 'too_many_failed_attempts',
    what: 'Too many invalid keys came from your network',
  },
  /**
   * Requests for a key from one network: each is up to 256 KB to read and hash. Enough for a school class
   * that opens the page at once, with two requests each and some reloads.
   */
  keyRequests: {
    limit: 600,
    windowMs: 60_000,
    code: 'rate_limited',
    what: 'Your network asked for many keys within a minute',
  },
  /**
   * Challenges for one address prefix, see `takeChallenge`: each costs a key derivation. Separate from
   * `keyRequests`, so that a neighbour who floods cannot lock out returning visitors, who need no challenge.
   */
  challenges: {
    limit: 300,
    windowMs: 60_000,
    code: 'rate_limited',
    what: 'Your network asked for many keys within a minute',
  },
  /**
   * Reports of leaked keys from one network. Each costs a write. A scanner that finds more waits a minute.
   */
  leakedKeyReports: {
    limit: 60,
    windowMs: 60_000,
    code: 'rate_limited',
    what: 'Your network reported many keys within a minute',
  },
  /**
   * A visitor's discoveries whose target could not be reached. They cost nothing, so without a limit one
   * visitor could keep the slots busy, and make us connect to other people's servers, for ever. At 20 seconds
   * each, 120 an hour are less than one slot.
   */
  unreachedTargets: {
    limit: 120,
    windowMs: 3_600_000,
    code: 'rate_limited',
    what: 'At most 120 discoveries in an hour whose targets cannot be reached',
  },
  /** Attempts of one person to claim a visitor's discoveries, so that nobody can guess codes or keys. */
  claims: {
    limit: 20,
    windowMs: 600_000,
    code: 'rate_limited',
    what: 'You tried many claim codes within ten minutes',
  },
  /**
   * Invitations by one person, in all their organizations together. Each is a mail to an address of their choice that
   * contains a name of their choice: without a limit anybody with an account could send spam through the service.
   */
  invitations: {
    limit: 50,
    windowMs: 3_600_000,
    code: 'rate_limited',
    what: 'You sent many invitations within an hour',
  },
} as const satisfies Record<string, ThrottlePolicy>;

/** Counts events per key in a fixed window and refuses past the policy's limit. */
export class Throttle {
  readonly #window: FixedWindow;
  readonly #policy: ThrottlePolicy;

  constructor(clock: Clock, policy: ThrottlePolicy) {
    this.#window = new FixedWindow(clock, policy.windowMs);
    this.#policy = policy;
  }

  /** Counts one event. @throws Problem 429 past the limit */
  take(key: string, limit: number = this.#policy.limit): void {
    if (this.#window.take(key, limit)) return;
    throw this.#problem(key, limit);
  }

  /** Counts one event and refuses nothing. */
  count(key: string): void {
    this.#window.take(key, this.#policy.limit);
  }

  /** The 429 for a key that has reached the limit, else null. Counts nothing. */
  refusal(key: string): Problem | null {
    const { limit } = this.#policy;
    return this.#window.peek(key, limit).remaining > 0 ? null : this.#problem(key, limit);
  }

  #problem(key: string, limit: number): Problem {
    const { code, what } = this.#policy;
    return windowProblem(code, what, this.#window.peek(key, limit));
  }
}

/** Challenges a minute by the length of the prefix in bits: IPv4 /32 and /24, IPv6 /64, /56 and /48. */
const CHALLENGES_PER_PREFIX: ReadonlyMap<number, number> = new Map([
  [32, 300],
  [24, 600],
  [64, 300],
  [56, 600],
  [48, 1_200],
]);

/**
 * Counts one challenge for each prefix of the caller. The limits of the wider prefixes stop an attacker who
 * owns a whole block and asks from each of its addresses.
 * @param prefixes narrowest first: a caller who is refused there does not count against its neighbours
 * @throws Problem 429 `rate_limited`
 */
export function takeChallenge(
  throttle: Throttle,
  prefixes: readonly { prefixLength: number; hashes: readonly [string, ...string[]] }[],
): void {
  for (const { prefixLength, hashes } of prefixes) {
    throttle.take(hashes[0], CHALLENGES_PER_PREFIX.get(prefixLength) ?? 0);
  }
}
