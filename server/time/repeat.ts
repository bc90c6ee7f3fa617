/**
 * Does some work now, and again each `everyMs` milliseconds. The timer does not keep the process alive.
 * @param work its signal is aborted when the repetition is stopped
 * @param onError gets what the work rejects with; the work is done again at its next time all the same
 * @returns a function that stops the repetition
 */
export function repeat(
  everyMs: number,
  work: (stopped: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): () => void {
  const stop = new AbortController();
  const doWork = () => void work(stop.signal).catch(onError);
  doWork();
  const timer = setInterval(doWork, everyMs);
  timer.unref();
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}
