import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awaitRecord, beginDiscovery, type Caller } from '../../server/skanyr/discover.ts';
import { beat, recoverReservations } from '../../server/skanyr/leases.ts';
import { readJob } from '../../server/skanyr/read-stored.ts';
import { streamEvents } from '../../server/skanyr/stream.ts';
import type { Started } from '../../server/skanyr/runner.ts';
import { eventually } from '../support/eventually.ts';
import { finding, heldScript } from '../support/scripted-engine.ts';
import { SkanyrRoom } from '../support/skanyr-room.ts';
import { LEASE_MS } from '../support/storage-terms.ts';

const BEAT_MS = LEASE_MS / 3;

let room: SkanyrRoom;
let caller: Caller;
let held: ReturnType<typeof heldScript>;
beforeEach(async () => {
  room = new SkanyrRoom();
  caller = await room.organization();
  held = heldScript();
  room.engine.script = held.script;
});
afterEach(() => room.close());

async function begin(idempotencyKey: string | null = null) {
  const url = 'https://shop.example.com/';
  const options = { url, maxRequests: 9, artifactIds: [], idempotencyKey, reuse: false } as const;
  const started = await beginDiscovery({ ...options, extent: 'site' }, caller, room);
  if (started.kind !== 'began') throw new Error('It did not begin.');
  return started;
}

const log = {
  warn: (_details: object, message: string) => void room.logged.push(message),
  error: (_details: object, message: string) => void room.logged.push(message),
};
/** What the process that runs the discoveries does every ten seconds. */
const ownBeat = () => beat({ ...room, storage: room.storage, runner: room.runner, log });
/** What another process does, which has the same database. */
const otherBeat = () => recoverReservations('expired', { ...room, storage: room.storage, log });

async function read(started: Started) {
  const events = [];
  const gone = new AbortController().signal;
  for await (const line of streamEvents(started, 0, caller, gone, room)) {
    if (line) events.push(line.event);
  }
  return events;
}

describe('a discovery that runs', () => {
  it('belongs to its process for as long as that is alive, even after a long pause', async () => {
    const { run } = await begin();
    for (let second = 0; second < 6; second += 1) {
      room.clock.advance(BEAT_MS);
      await ownBeat();
      await otherBeat();
    }
    room.clock.advance(3 * LEASE_MS);
    await ownBeat();
    await eventually(() => room.engine.runs.length === 1);
    held.release();
    expect(await run.ended).toMatchObject({ status: 'completed', charge: 'committed' });
    expect(await room.quota(caller)).toMatchObject({ used: 1, reserved: 0 });
    expect(room.logged).toEqual([]);
  });

  it('is given back by any other process once its own has been silent for a lease', async () => {
    const { run } = await begin('k');
    room.clock.advance(LEASE_MS - 1);
    await otherBeat();
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 1 });
    room.clock.advance(1);
    await otherBeat();
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
    expect(room.logged).toEqual(['ended discoveries whose process is gone']);
    // The client that was cut off asks again: this is a discovery of its own.
    expect((await begin('k')).run.id).not.toBe(run.id);
  });
});

describe('a process that was thought to be gone', () => {
  it('stops working on what was given back, and is not charged for it', async () => {
    const started = await begin();
    await eventually(() => room.engine.runs.length === 1);
    room.clock.advance(LEASE_MS);
    await otherBeat();
    expect(room.engine.runs[0]?.signal.aborted).toBe(false);
    await ownBeat();
    expect(room.engine.runs[0]?.signal.aborted).toBe(true);
    const { record, charged } = await awaitRecord(started);
    expect(charged).toBe(false);
    expect(record).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('ends with what storage says, where it is done before it hears of it', async () => {
    const started = await begin();
    const events = read(started);
    await eventually(() => room.engine.runs.length === 1);
    room.clock.advance(LEASE_MS);
    await otherBeat();
    held.release();
    expect((await events).at(-1)).toMatchObject({
      type: 'error',
      metadata: { code: 'interrupted', charged: false },
    });
    expect((await awaitRecord(started)).record.failure?.code).toBe('interrupted');
    expect(room.logged).toContain('a discovery was given back before it ended');
  });

  it('hands out no endpoint that is not charged', async () => {
    room.engine.script = async (input) => {
      input.onEvent({ kind: 'found', finding: finding('/secret') });
      return held.script(input);
    };
    const started = await begin();
    const { run } = started;
    await eventually(() => run.endpoints.length === 1);
    room.clock.advance(LEASE_MS);
    await otherBeat();
    const job = readJob(run.id, caller, room);
    await expect(job).rejects.toMatchObject({ code: 'interrupted' });
    const types = (await read(started)).map(({ type }) => type);
    expect(types).not.toContain('endpoint_found');
    expect(types.at(-1)).toBe('error');
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });
});

describe('the beat of a process', () => {
  it('gives back what its own storage could not settle, without a restart', async () => {
    const { run } = await begin();
    await eventually(() => room.engine.runs.length === 1);
    const { finishDiscovery } = room.storage;
    room.storage.finishDiscovery = async () => {
      throw new Error('no disk');
    };
    held.release();
    expect(await run.ended).toBeNull();
    room.storage.finishDiscovery = finishDiscovery;
    room.clock.advance(LEASE_MS);
    await ownBeat();
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('goes on after storage was away, and says so', async () => {
    await begin();
    const { extendLeases } = room.storage;
    room.storage.extendLeases = async () => {
      throw new Error('away');
    };
    await ownBeat();
    expect(room.logged).toEqual(['leases could not be extended']);
    room.storage.extendLeases = extendLeases;
    room.clock.advance(LEASE_MS - 1);
    await ownBeat();
    room.clock.advance(1);
    await otherBeat();
    expect(await room.quota(caller)).toMatchObject({ reserved: 1 });
  });

  it('goes on where the clock is set forward just after its lease was extended', async () => {
    await begin();
    const { storage } = room;
    const { extendLeases } = storage;
    storage.extendLeases = async (input) => {
      const answer = await extendLeases.call(storage, input);
      room.clock.advance(2 * LEASE_MS);
      return answer;
    };
    await ownBeat();
    expect(await room.quota(caller)).toMatchObject({ reserved: 1 });
  });
});
