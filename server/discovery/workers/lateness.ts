export interface Lateness {
  /** A reading begins that must have answered in so many ms by the clock. */
  begin(endsInMs: number): void;
  /** Whether it should come to its end. */
  isLate(): boolean;
}

/**
 * Tells the reader of scripts, in its own thread, when to make do with what it has: half of a large script's requests
 * are worth more than the nothing that is left of a thread that was terminated.
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
