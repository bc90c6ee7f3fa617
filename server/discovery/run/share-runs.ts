import type { DiscoverOptions, Found, Outcome, Progress, RunEvent } from '../vocabulary.ts';

export interface RunInput extends DiscoverOptions {
  url: string;
  /** Called in order. Must not throw. */
  onEvent: (event: Progress | Found) => void;
}

/** One run that several callers may follow. */
interface SharedRun {
  events: RunEvent[];
  /** Set when the run has thrown. */
  fault: { error: unknown } | null;
  /** Resolved when there are more events, or the run has thrown. */
  news: PromiseWithResolvers<void>;
  followers: number;
  abort: AbortController;
}

/**
 * Calls for the same URL at the same time share one run, so that the site gets its requests once. A later caller gets
 * the earlier events first. The run is cancelled when its last follower has left.
 */
export function shareRuns(
  work: (input: RunInput) => Promise<Outcome>,
): (url: string, options: DiscoverOptions) => AsyncIterable<RunEvent> {
  const running = new Map<string, SharedRun>();

  function begin(key: string, url: string, options: DiscoverOptions): SharedRun {
    const abort = new AbortController();
    const news = Promise.withResolvers<void>();
    const run: SharedRun = { events: [], fault: null, news, followers: 0, abort };
    const onEvent = (event: RunEvent): void => {
      run.events.push(event);
      tell(run);
    };
    work({ ...options, url, signal: abort.signal, onEvent })
      .then((outcome) => onEvent({ kind: 'ended', outcome }))
      .catch((error: unknown) => {
        run.fault = { error };
        tell(run);
      })
      .finally(() => forget(key, run));
    running.set(key, run);
    return run;
  }

  function forget(key: string, run: SharedRun): void {
    if (running.get(key) === run) running.delete(key);
  }

  return async function* follow(url, options) {
    const key = JSON.stringify([withoutFragment(url), options.requestsMax]);
    const run = running.get(key) ?? begin(key, url, options);
    run.followers += 1;
    const { signal } = options;
    let stays = true;
    const leave = (): void => {
      if (!stays) return;
      stays = false;
      run.followers -= 1;
      if (run.followers > 0) return;
      // No caller may join a run that is being cancelled.
      forget(key, run);
      run.abort.abort(signal.reason);
    };
    const left = Promise.withResolvers<void>();
    const onAbort = (): void => {
      leave();
      left.resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      for (let next = 0; ; next += 1) {
        await untilThereIs(run, next, signal, left.promise);
        const event = run.events[next] ?? cancelledAt(run);
        yield event;
        if (event.kind === 'ended') return;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      leave();
    }
  };
}

/**
 * Waits until a run has its next event, or has thrown. A follower that has left while others stay gets no further
 * events. The last one to leave waits for the end of the run, which it cancelled.
 */
async function untilThereIs(
  run: SharedRun,
  next: number,
  signal: AbortSignal,
  left: Promise<void>,
): Promise<void> {
  while (next >= run.events.length && run.fault === null) {
    if (!signal.aborted) await Promise.race([run.news.promise, left]);
    else if (run.followers === 0) await run.news.promise;
    else return;
  }
}

function tell(run: SharedRun): void {
  run.news.resolve();
  run.news = Promise.withResolvers<void>();
}

function withoutFragment(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.hash = '';
  return parsed.href;
}

/**
 * The last event for a follower that leaves while others stay.
 * @throws what the run threw
 */
function cancelledAt({ events, fault }: SharedRun): RunEvent {
  if (fault !== null) throw fault.error;
  const findings = events.flatMap((event) => (event.kind === 'found' ? [event.finding] : []));
  const requestsMade = Math.max(
    0,
    ...events.map((event) => (event.kind === 'progress' ? event.requestsMade : 0)),
  );
  return { kind: 'ended', outcome: { kind: 'cancelled', findings, requestsMade } };
}
