import type { DiscoveryEvent } from '../../shared/discovery.ts';
import { toQuota } from '../limits/quota.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import type { SkanyrDeps, Caller } from './discover.ts';
import { INTERRUPTED } from './ending.ts';
import { doneEvent, errorEvent } from './events.ts';
import { Run } from './run.ts';
import type { Started } from './runner.ts';

const KEEP_ALIVE_MS = 10_000;

/** An event and its number in the run, for `id:` and `Last-Event-ID`. */
export interface NumberedEvent {
  id: number;
  event: DiscoveryEvent;
}

/**
 * The events of a discovery, beginning after `afterId`: as they come while it runs, at once where it is stored.
 * `null` means ten seconds without an event, for a keep-alive. Ends after `done` or `error`, or when `gone`
 * fires because the client has left. When the last follower has left, the work stops.
 */
export async function* streamEvents(
  started: Started,
  afterId: number,
  caller: Caller,
  gone: AbortSignal,
  deps: SkanyrDeps,
): AsyncGenerator<NumberedEvent | null> {
  if (started.kind === 'stored') {
    yield* replay(started.record, afterId, caller, deps);
  } else {
    yield* follow(started.run, afterId, started.kind === 'began', gone, deps);
  }
}

async function* follow(
  run: Run,
  afterId: number,
  mayCharge: boolean,
  gone: AbortSignal,
  deps: SkanyrDeps,
): AsyncGenerator<NumberedEvent | null> {
  const leave = deps.runner.follow(run);
  let next = Math.max(0, afterId);
  let isCommitted = false;
  try {
    while (!gone.aborted) {
      const wake = run.next();
      // `Last-Event-ID` may be larger than any ID. Then go on with the last event, or the stream would never end.
      if (next > run.events.length) next = Math.max(0, run.events.length - 1);
      while (next < run.events.length) {
        const event = run.events[next];
        next += 1;
        if (!event) continue;
        // Charged before it is sent, so that a crash in between cannot give back a delivered result.
        if (event.type === 'endpoint_found' && !isCommitted) {
          isCommitted = await deps.runner.commit(run);
          if (!isCommitted) {
            yield { id: next, event: errorEvent(run, { settle: 'refund', failure: INTERRUPTED }) };
            return;
          }
        }
        yield { id: next, event: mayCharge ? event : uncharged(event) };
        if (event.type === 'done' || event.type === 'error') return;
      }
      if (!(await isWoken(wake, gone)) && !gone.aborted) yield null;
    }
  } finally {
    leave();
  }
}

/** Resolves true at the next event, false after ten seconds without one or when the client has left. */
async function isWoken(wake: Promise<void>, gone: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), KEEP_ALIVE_MS);
  const leave = () => resolve(false);
  gone.addEventListener('abort', leave, { once: true });
  void wake.then(() => resolve(true));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
  }
}

/** The events of a stored discovery. The last one is made anew, because the quota has changed since. */
async function* replay(
  record: DiscoveryRecord,
  afterId: number,
  caller: Caller,
  deps: Pick<SkanyrDeps, 'storage'>,
): AsyncGenerator<NumberedEvent> {
  const quota = toQuota(await deps.storage.readLedger(caller.ledger));
  const events = storedEvents(record);
  const last =
    record.failure === null
      ? doneEvent(record, quota, false)
      : errorEvent(record, { settle: 'refund', failure: record.failure });
  for (const [index, event] of [...events, last].entries()) {
    if (index + 1 > afterId) yield { id: index + 1, event };
  }
}

/** The events of a discovery until now, with the same numbers as its stream gives them. */
export async function listEvents(
  found: Run | DiscoveryRecord,
  caller: Caller,
  deps: Pick<SkanyrDeps, 'storage'>,
): Promise<NumberedEvent[]> {
  if (found instanceof Run) {
    return found.events.map((event, index) => ({ id: index + 1, event: uncharged(event) }));
  }
  const events: NumberedEvent[] = [];
  for await (const event of replay(found, 0, caller, deps)) events.push(event);
  return events;
}

/** The stored events without `done` or `error`. */
function storedEvents(record: DiscoveryRecord): DiscoveryEvent[] {
  const events = Array.isArray(record.events) ? (record.events as DiscoveryEvent[]) : [];
  return events.filter((event) => event.type !== 'done' && event.type !== 'error');
}

function uncharged(event: DiscoveryEvent): DiscoveryEvent {
  return 'charged' in event.metadata
    ? { ...event, metadata: { ...event.metadata, charged: false } }
    : event;
}
