import type { BetterAuthRateLimitStorage } from 'better-auth';
import { FixedWindow } from '../limits/fixed-window.ts';
import type { Clock } from '../time/clock.ts';

const MINUTE = 60;

/**
 * Requests of one client address to one path, in seconds. An office behind one address can sign in of a morning;
 * somebody who guesses passwords gets twenty tries a minute. Mails go to strangers' inboxes, so they are fewer.
 */
export const RATE_LIMIT_RULES = {
  '/sign-in/*': { window: MINUTE, max: 20 },
  '/sign-up/*': { window: MINUTE, max: 10 },
  '/change-password': { window: MINUTE, max: 10 },
  '/reset-password': { window: MINUTE, max: 10 },
  '/request-password-reset': { window: MINUTE, max: 5 },
  '/send-verification-email': { window: MINUTE, max: 5 },
};

/** The storage of better-auth's rate limits: in memory, by the service's clock. No count is evicted. */
export function createRateLimits(clock: Clock): BetterAuthRateLimitStorage {
  const windows = new Map<number, FixedWindow>();
  function windowOf(seconds: number): FixedWindow {
    let window = windows.get(seconds);
    if (!window) windows.set(seconds, (window = new FixedWindow(clock, seconds * 1000)));
    return window;
  }
  return {
    async consume(key, { window: seconds, max }) {
      const window = windowOf(seconds);
      if (window.take(key, max)) return { allowed: true, retryAfter: null };
      return { allowed: false, retryAfter: window.peek(key, max).resetsInSeconds };
    },
  };
}
