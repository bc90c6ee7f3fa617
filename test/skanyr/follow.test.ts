import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitRecord, beginDiscovery, type Caller } from '../../server/skanyr/discover.ts';
import { streamEvents } from '../../server/skanyr/stream.ts';
import type { Started } from '../../server/skanyr/runner.ts';
import { eventually } from '../support/eventually.ts';
import { heldScript } from '../support/scripted-engine.ts';
import { SkanyrRoom } from '../support/skanyr-room.ts';

let room: SkanyrRoom;
let caller: Caller;
beforeEach(async () => {
  room = new SkanyrRoom();
  caller = await room.organization();
});
afterEach(async () => {
  vi.useRealTimers();
  await room.close();
});

const begin = () =>
  beginDiscovery(
    {
      url: 'https://shop.example.com/',
      maxRequests: 9,
      artifactIds: [],
      idempotencyKey: 'k',
      extent: 'site',
      reuse: true,
    },
    caller,
    room,
  );
const follow = (started: Started, afterId = 0, gone = new AbortController().signal) =>
  streamEvents(started, afterId, caller, gone, room);

async function read(started: Started, afterId = 0) {
  const lines = [];
  for await (const line of follow(started, afterId)) if (line) lines.push(line);
  return lines;
}
const typesOf = (lines: Awaited<ReturnType<typeof read>>) => lines.map(({ event }) => event.type);

describe('following a discovery', () => {
  it('gives its events in order, numbered from 1, up to the one that says how it ended', async () => {
    const lines = await read(await begin());
    const found = 'endpoint_found';
    expect(typesOf(lines)).toEqual(['started', found, found, found, 'done']);
    expect(lines.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(lines.at(-1)?.event.metadata).toMatchObject({ charged: true, quota: { used: 1 } });
  });

  it('goes on after the event that the client had last, and never ends without a last event', async () => {
    const held = heldScript();
    room.engine.script = held.script;
    const started = await begin();
    await eventually(() => room.engine.runs.length === 1);
    held.release();
    const [afterFirst, pastAll] = await Promise.all([read(started, 1), read(started, 999)]);
    expect(typesOf(afterFirst)).toEqual(['done']);
    expect(typesOf(pastAll).at(-1)).toBe('done');
  });

  it('tells only the call that began it that it was charged', async () => {
    const held = heldScript();
    room.engine.script = held.script;
    const [began, joined] = [await begin(), await begin()];
    await eventually(() => room.engine.runs.length === 1);
    held.release();
    const [first, second] = await Promise.all([read(began), read(joined)]);
    expect(first.at(-1)?.event.metadata).toMatchObject({ charged: true });
    expect(second.at(-1)?.event.metadata).toMatchObject({ charged: false });
  });

  it('has charged the discovery by the time that its first endpoint is given', async () => {
    for await (const line of follow(await begin())) {
      if (line?.event.type !== 'endpoint_found') continue;
      expect(await room.quota(caller)).toMatchObject({ used: 1, reserved: 0 });
      break;
    }
  });

  it('tells of a failure and what it was, and that nothing was charged', async () => {
    room.engine.script = async () => ({ kind: 'unreachable', stage: 'connect', detail: 'No.' });
    const lines = await read(await begin());
    expect(typesOf(lines)).toEqual(['started', 'error']);
    expect(lines[1]?.event.metadata).toMatchObject({
      code: 'target_unreachable',
      stage: 'connect',
      charged: false,
    });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('gives an empty line after ten seconds without an event, so that the connection stays open', async () => {
    room.engine.script = heldScript().script;
    const started = await begin();
    await eventually(() => room.engine.runs.length === 1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const events = follow(started, 1);
    const silent = events.next();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await silent).toEqual({ done: false, value: null });
    await events.return(undefined);
  });

  it('stops the work two seconds after its last follower has left, and charges it', async () => {
    room.engine.script = heldScript().script;
    const started = await begin();
    await eventually(() => room.engine.runs.length === 1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const gone = new AbortController();
    const events = follow(started, 1, gone.signal);
    const next = events.next();
    gone.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    const signal = room.engine.runs[0]?.signal;
    await vi.advanceTimersByTimeAsync(1_999);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal?.aborted).toBe(true);
    const { record } = await awaitRecord(started);
    expect(record).toMatchObject({ status: 'cancelled', charge: 'committed' });
  });
});

describe('following a stored discovery', () => {
  it('gives the same events again, uncharged, with the quota as it is now', async () => {
    const live = await read(await begin());
    const stored = await begin();
    expect(stored.kind).toBe('stored');
    const replayed = await read(stored);
    expect(typesOf(replayed)).toEqual(typesOf(live));
    expect(replayed.at(-1)?.event.metadata).toMatchObject({ charged: false, quota: { used: 1 } });
    expect(typesOf(await read(stored, 4))).toEqual(['done']);
  });
});
