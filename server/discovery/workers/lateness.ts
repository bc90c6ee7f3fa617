export interface Lateness {
  /** Called when a reading begins; it must answer within so many milliseconds. */
  begin(endsInMs: number): void;
  /** Whether the reading should end now, with what it has. */
  isLate(): boolean;
}

/**
 * Tells the reader of scripts, in its own thread, when to end with what it has: half of a large script's requests
 * are worth more than nothing, which is what a terminated thread leaves.
 * @param cpuMs processor time for one reading
 */
export function createLateness(cpuMs: number): Lateness {
  let cpuEndMs = Number.POSITIVE_INFINITY;
  let endMs = Number.POSITIVE_INFINITY;
  return {
    begin(endsInMs) {
      cpuEndMs = usedMs() + cpuMs;
      endMs = performance.now() + endsInMs;
    },
    isLate: () => performance.now() > endMs || usedMs() > cpuEndMs,
  };
}

function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
