import type { Clock } from '../vocabulary.ts';

export interface HostLimits {
  concurrentPerHost: number;
  perSecondPerHost: number;
  perDayPerHost: number;
}

/**
 * Limits requests per target host over all discoveries, so that many visitors together load a host no more than one.
 */
export interface HostLimiter {
  /**
   * Waits until a request may begin. Call the result when the request has ended.
   * @returns `null` when the host's daily ceiling is reached, or the signal ended the wait.
   */
  acquire(host: string, signal: AbortSignal): Promise<(() => void) | null>;
}

interface HostState {
  running: number;
  /** When the latest requests began, at most `perSecondPerHost` of them. */
  startsMs: number[];
  day: number;
  today: number;
  waiting: (() => void)[];
  timer: NodeJS.Timeout | null;
}

const DAY_MS = 86_400_000;
// About 200 bytes each. The idle host that was used least recently is forgotten first.
const HOSTS_MAX = 20_000;

export function createHostLimiter(limits: HostLimits, clock: Clock): HostLimiter {
  const hosts = new Map<string, HostState>();

  function stateOf(host: string): HostState {
    const day = Math.floor(clock.now() / DAY_MS);
    const known = hosts.get(host);
    const state = known ?? { running: 0, startsMs: [], day, today: 0, waiting: [], timer: null };
    if (state.day !== day) Object.assign(state, { day, today: 0 });
    // Set anew, so that the map's order is that of last use.
    hosts.delete(host);
    hosts.set(host, state);
    if (hosts.size > HOSTS_MAX) forgetOldestIdle(hosts);
    return state;
  }

  function pump(state: HostState): void {
    while (state.waiting.length > 0 && state.running < limits.concurrentPerHost) {
      const waitMs = untilNextStartMs(state);
      if (waitMs > 0) {
        state.timer ??= setTimeout(() => {
          state.timer = null;
          pump(state);
        }, waitMs);
        return;
      }
      state.startsMs.push(clock.now());
      state.running += 1;
      state.waiting.shift()?.();
    }
  }

  function untilNextStartMs(state: HostState): number {
    if (state.startsMs.length > limits.perSecondPerHost)
      state.startsMs.splice(0, state.startsMs.length - limits.perSecondPerHost);
    const oldest = state.startsMs[0];
    if (oldest === undefined || state.startsMs.length < limits.perSecondPerHost) return 0;
    return Math.max(0, oldest + 1000 - clock.now());
  }

  return {
    async acquire(host, signal) {
      const state = stateOf(host);
      if (signal.aborted || state.today >= limits.perDayPerHost) return null;
      state.today += 1;
      const turn = await new Promise<boolean>((fulfil) => {
        const start = (): void => {
          signal.removeEventListener('abort', leave);
          fulfil(true);
        };
        const leave = (): void => {
          const place = state.waiting.indexOf(start);
          if (place >= 0) state.waiting.splice(place, 1);
          state.today -= 1;
          fulfil(false);
        };
        signal.addEventListener('abort', leave, { once: true });
        state.waiting.push(start);
        pump(state);
      });
      if (!turn) return null;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        state.running -= 1;
        pump(state);
      };
    },
  };
}

function forgetOldestIdle(hosts: Map<string, HostState>): void {
  for (const [host, state] of hosts) {
    if (state.running > 0 || state.waiting.length > 0) continue;
    hosts.delete(host);
    return;
  }
}
