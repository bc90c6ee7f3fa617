import type { Worker } from 'node:worker_threads';

const LOOK_EVERY_MS = 200;

/**
 * Calls `onOver` once when a thread has used more processor time than it may, or when the run's time is over.
 * Processor time, since on a busy machine harmless texts would exceed a limit by the clock.
 * @param findWorker `undefined` while no thread has begun.
 * @param leftMs how long the run can still wait.
 * @returns stops watching.
 */
export function watchThread(
  findWorker: () => Worker | undefined,
  cpuLimitMs: number,
  leftMs: () => number,
  onOver: () => void,
): () => void {
  let startMs: number | null = null;
  let watching = true;
  const stop = (): void => {
    watching = false;
    clearInterval(timer);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);

  async function look(): Promise<void> {
    const worker = findWorker();
    const usedMs = worker === undefined ? null : await cpuMs(worker);
    startMs ??= usedMs;
    const spentMs = usedMs === null || startMs === null ? 0 : usedMs - startMs;
    if (!watching || (leftMs() > 0 && spentMs < cpuLimitMs)) return;
    stop();
    onOver();
  }
  void look();
  return stop;
}

/** Uses the clock where Node cannot tell (before 24.6), or the thread has ended. */
async function cpuMs(worker: Worker): Promise<number> {
  try {
    const usage = await worker.cpuUsage();
    return (usage.user + usage.system) / 1000;
  } catch {
    return performance.now();
  }
}
