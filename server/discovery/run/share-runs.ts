import type { Endpoint } from '../../../shared/discovery.ts';
import type { DiscoverInput, DiscoveryOutcome } from '../findings.ts';

type Discover = (input: DiscoverInput) => Promise<DiscoveryOutcome>;
type RunEvent = Parameters<DiscoverInput['onEvent']>[0];

/** One run of the engine that several discoveries follow. */
interface SharedRun {
  events: RunEvent[];
  followers: Set<DiscoverInput>;
  abort: AbortController;
  outcome: Promise<DiscoveryOutcome>;
}

/**
 * Lets discoveries of the same URL that go on at the same time share one run: the site is asked once.
 * Whoever comes later hears what was found so far at once. Each is still its caller's own discovery, with
 * its own ID and charge; the run stops when the last of them has left.
 */
export function shareRuns(discover: Discover): Discover {
  const running = new Map<string, SharedRun>();

  function begin(key: string, input: DiscoverInput): SharedRun {
    const abort = new AbortController();
    const run: SharedRun = {
      events: [],
      followers: new Set(),
      abort,
      outcome: Promise.resolve({ kind: 'cancelled', endpoints: [], requestsMade: 0 }),
    };
    run.outcome = discover({
      ...input,
      signal: abort.signal,
      onEvent(event) {
        run.events.push(event);
        for (const follower of run.followers) follower.onEvent(event);
      },
    }).finally(() => forget(key, run));
    // Each follower hears of a failure by itself; without one it must not end the process.
    run.outcome.catch(() => {});
    running.set(key, run);
    return run;
  }

  function forget(key: string, run: SharedRun): void {
    if (running.get(key) === run) running.delete(key);
  }

  return async (input) => {
    const key = JSON.stringify([withoutFragment(input.url), input.maxRequests]);
    const run = running.get(key) ?? begin(key, input);
    for (const event of run.events) input.onEvent(event);
    run.followers.add(input);
    const left = Promise.withResolvers<'left'>();
    const leave = () => left.resolve('left');
    if (input.signal.aborted) leave();
    input.signal.addEventListener('abort', leave, { once: true });
    try {
      const ended = await Promise.race([run.outcome, left.promise]);
      if (ended !== 'left') return ended;
    } finally {
      input.signal.removeEventListener('abort', leave);
      run.followers.delete(input);
    }
    if (run.followers.size > 0) return cancelledAt(run.events);
    // Nobody may join what is about to stop.
    forget(key, run);
    run.abort.abort(input.signal.reason);
    return run.outcome;
  };
}

function withoutFragment(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.hash = '';
  return parsed.href;
}

/** What somebody has who leaves while the others stay. */
function cancelledAt(events: readonly RunEvent[]): DiscoveryOutcome {
  const endpoints = events.flatMap((event) =>
    event.type === 'endpoint_found' ? [event.metadata as Endpoint] : [],
  );
  return { kind: 'cancelled', endpoints, requestsMade: requestsDone(events) };
}

/** How many requests a run had made, by what it told. */
export function requestsDone(events: readonly Pick<RunEvent, 'metadata'>[]): number {
  return Math.max(0, ...events.map(({ metadata }) => Number(metadata['requests_done'] ?? 0)));
}
