import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIRST_PAGE } from '../../server/skanyr/answer.ts';
import { discover, type Caller } from '../../server/skanyr/discover.ts';
import {
  createSession,
  deleteSession,
  endSession,
  listSessions,
  readSession,
  setSessionJob,
} from '../../server/skanyr/sessions.ts';
import { SkanyrRoom } from '../support/skanyr-room.ts';

let room: SkanyrRoom;
let caller: Caller;
let other: Caller;
beforeEach(async () => {
  room = new SkanyrRoom();
  caller = await room.organization();
  other = await room.organization();
});
afterEach(() => room.close());

const url = 'https://shop.example.com/';
const create = (name?: string, who = caller) => createSession({ url, name }, who, room);
const runOne = (who: Caller) =>
  discover(
    { url, maxRequests: 9, artifactIds: [], idempotencyKey: null, extent: 'site', reuse: true },
    FIRST_PAGE,
    who,
    room,
  );

describe('a saved session', () => {
  it('keeps what was given, and is named after its host where no name was', async () => {
    const named = await createSession(
      { url, name: 'Shop', options: { max_requests: 7 } },
      caller,
      room,
    );
    expect(await readSession(named.session_id, caller, room)).toEqual(named);
    expect(named).toMatchObject({ name: 'Shop', options: { max_requests: 7 }, status: 'active' });
    expect((await create()).name).toBe('shop.example.com');
  });

  it('needs no URL: existing clients leave it out', async () => {
    const session = await createSession({ name: 'Later' }, caller, room);
    expect(session).toMatchObject({ name: 'Later', url: null, status: 'active' });
    expect(await readSession(session.session_id, caller, room)).toEqual(session);
    expect((await createSession({}, caller, room)).name).toBe('Session');
  });

  it('is created once for one Idempotency-Key, and found again as it is now', async () => {
    const wanted = { url, name: 'Nightly', options: { max_requests: 7 }, idempotencyKey: 'key-1' };
    const first = await createSession(wanted, caller, room);
    await endSession(first.session_id, caller, room);
    const again = await createSession(wanted, caller, room);
    expect(again).toEqual({ ...first, status: 'ended' });
    const next = await createSession({ ...wanted, idempotencyKey: 'key-2' }, caller, room);
    expect(next.session_id).not.toBe(first.session_id);
    expect(await listSessions({ limit: 9, offset: 0 }, caller, room)).toMatchObject({ total: 2 });
  });

  it('belongs to one organization, also where another one sends the same Idempotency-Key', async () => {
    const own = await createSession({ idempotencyKey: 'key-1' }, caller, room);
    const foreign = await createSession({ idempotencyKey: 'key-1' }, other, room);
    expect(foreign.session_id).not.toBe(own.session_id);
    expect(await listSessions({ limit: 9, offset: 0 }, other, room)).toMatchObject({ total: 1 });
  });

  it.each([
    { name: 'Other' },
    { url: 'https://other.example.com/' },
    { options: { max_requests: 8 } },
  ])('is no other than the first one of its Idempotency-Key: %o', async (change) => {
    const wanted = { url, name: 'Nightly', options: {}, idempotencyKey: 'key-1' };
    await createSession(wanted, caller, room);
    const reused = createSession({ ...wanted, ...change }, caller, room);
    await expect(reused).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('is refused for a target that may not be discovered', async () => {
    const refused = createSession({ url: 'http://10.0.0.1/' }, caller, room);
    await expect(refused).rejects.toMatchObject({ code: 'private_address' });
  });

  it('is listed for its own organization only, a page at a time, newest first', async () => {
    for (const name of ['one', 'two', 'three']) {
      await create(name);
      room.clock.advance(1);
    }
    await create('foreign', other);
    const first = await listSessions({ limit: 2, offset: 0 }, caller, room);
    expect(first.sessions.map(({ name }) => name)).toEqual(['three', 'two']);
    expect(first).toMatchObject({ has_more: true, total: 3 });
    const last = await listSessions({ limit: 2, offset: 2 }, caller, room);
    expect(last.sessions.map(({ name }) => name)).toEqual(['one']);
    expect(last.has_more).toBe(false);
  });

  it('is linked to a discovery of its organization, and to no other’s', async () => {
    const session = await create();
    const [own, foreign] = [await runOne(caller), await runOne(other)];
    const linked = await setSessionJob(session.session_id, own.discovery_id, caller, room);
    expect(linked.job_id).toBe(own.discovery_id);
    await expect(
      setSessionJob(session.session_id, foreign.discovery_id, caller, room),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is ended, and deleted once', async () => {
    const { session_id: id } = await create();
    expect((await endSession(id, caller, room)).status).toBe('ended');
    await deleteSession(id, caller, room);
    await expect(deleteSession(id, caller, room)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is 404 to another organization, whatever that one tries', async () => {
    const { session_id: id } = await create();
    const job = await runOne(other);
    for (const attempt of [
      () => readSession(id, other, room),
      () => endSession(id, other, room),
      () => deleteSession(id, other, room),
      () => setSessionJob(id, job.discovery_id, other, room),
      () => readSession('no-uuid', caller, room),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await readSession(id, caller, room)).status).toBe('active');
  });
});
