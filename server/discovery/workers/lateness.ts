export interface Lateness {
  /** Called when a reading begins. @param endsInMs milliseconds within which it must answer */
  begin(endsInMs: number): void;
  /** Whether the reading should end now, with what was found so far. */
  isLate(): boolean;
}

/**
 * Tells the reader of scripts, in its own thread, when to end with what was found so far. A thread that is terminated
 * loses all findings of the script.
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
