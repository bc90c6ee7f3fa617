import type { Clock } from '../vocabulary.ts';
import { HostQueue, type HostPace } from './host-queue.ts';

export interface HostLimits extends HostPace {
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

interface Host {
  queue: HostQueue;
  day: number;
  requestsToday: number;
}

const DAY_MS = 86_400_000;
// About 200 bytes each. The idle host that was used least recently is forgotten first.
const HOSTS_MAX = 20_000;

export function createHostLimiter(limits: HostLimits, clock: Clock): HostLimiter {
  const hosts = new Map<string, Host>();

  function hostOf(name: string): Host {
    const day = Math.floor(clock.now() / DAY_MS);
    const known = hosts.get(name);
    const host = known ?? { queue: new HostQueue(limits, clock), day, requestsToday: 0 };
    if (host.day !== day) Object.assign(host, { day, requestsToday: 0 });
    // Set anew, so that the map's order is that of last use.
    hosts.delete(name);
    hosts.set(name, host);
    if (hosts.size > HOSTS_MAX) forgetOldestIdle(hosts);
    return host;
  }

  return {
    async acquire(name, signal) {
      const host = hostOf(name);
      if (signal.aborted || host.requestsToday >= limits.perDayPerHost) return null;
      host.requestsToday += 1;
      if (!(await host.queue.enter(signal))) {
        host.requestsToday -= 1;
        return null;
      }
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        host.queue.release();
      };
    },
  };
}

function forgetOldestIdle(hosts: Map<string, Host>): void {
  for (const [name, { queue }] of hosts) {
    if (!queue.isIdle) continue;
    hosts.delete(name);
    return;
  }
}
