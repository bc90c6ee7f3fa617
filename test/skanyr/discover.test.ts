import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIRST_PAGE, toResponse } from '../../server/skanyr/answer.ts';
import {
  awaitRecord,
  beginDiscovery,
  discover,
  type Caller,
  type DiscoverOptions,
} from '../../server/skanyr/discover.ts';
import { retry } from '../../server/skanyr/retry.ts';
import { eventually } from '../support/eventually.ts';
import { finding, heldScript } from '../support/scripted-engine.ts';
import { SkanyrRoom } from '../support/skanyr-room.ts';

let room: SkanyrRoom;
let caller: Caller;
beforeEach(async () => {
  room = new SkanyrRoom();
  caller = await room.organization();
});
afterEach(() => room.close());

const options = (changes: Partial<DiscoverOptions> = {}): DiscoverOptions => ({
  url: 'https://shop.example.com/',
  maxRequests: 200,
  artifactIds: [],
  idempotencyKey: null,
  extent: 'site',
  reuse: true,
  ...changes,
});
const run = (changes: Partial<DiscoverOptions> = {}, who = caller) =>
  discover(options(changes), FIRST_PAGE, who, room);

const unreachable = async () =>
  ({ kind: 'unreachable', stage: 'dns', detail: 'The name does not exist.' }) as const;

describe('discovering', () => {
  it('charges one discovery and answers what was found with the quota that is left', async () => {
    expect(await run()).toMatchObject({
      success: true,
      total: 3,
      charged: true,
      quota: { used: 1, reserved: 0, remaining: 99 },
    });
  });

  it('asks the engine for the URL without its fragment, and for as many requests as the caller allows', async () => {
    await run({ url: 'https://shop.example.com/a#top', maxRequests: 7 });
    expect(room.engine.runs).toMatchObject([
      { url: 'https://shop.example.com/a', requestsMax: 7, budgetMs: 20_000 },
    ]);
  });

  it('refuses a target that may not be discovered before anything is reserved', async () => {
    await expect(run({ url: 'http://10.0.0.1/' })).rejects.toMatchObject({
      code: 'private_address',
      extras: { field: 'url', charged: false },
    });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
    expect(room.engine.runs).toHaveLength(0);
  });

  it('refuses an artifact of another organization as one that does not exist', async () => {
    const { artifact_id } = await run();
    const other = await room.organization();
    const artifactIds = [artifact_id ?? ''];
    await expect(run({ artifactIds }, other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(run({ artifactIds: ['none'] })).rejects.toMatchObject({ code: 'not_found' });
    expect((await run({ artifactIds })).success).toBe(true);
  });

  it('gives back what could not be reached, and says at which step', async () => {
    room.engine.script = unreachable;
    await expect(run()).rejects.toMatchObject({
      code: 'target_unreachable',
      extras: { stage: 'dns', charged: false },
    });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('gives back a discovery whose engine threw, logs that, and tells the client nothing of the cause', async () => {
    room.engine.script = async () => {
      throw new Error('secret path /srv/x');
    };
    await expect(run()).rejects.toMatchObject({
      code: 'internal_error',
      message: 'The discovery failed on our side. It was not charged.',
    });
    expect(room.logged).toEqual(['the discovery engine failed']);
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('answers an exhausted quota before the engine is asked', async () => {
    const poor = await room.visitor(1);
    await run({}, poor);
    await expect(run({ url: 'https://b.example/' }, poor)).rejects.toMatchObject({
      code: 'lifetime_quota_exhausted',
      extras: { retry_after: 0, charged: false },
    });
    expect(room.engine.runs).toHaveLength(1);
  });

  it('refuses visitors past the day’s total of all of them, and not organizations with a plan', async () => {
    await room.close();
    room = new SkanyrRoom({ anonymousPerDayMax: 1 });
    await run({}, await room.visitor());
    const late = await room.visitor();
    await expect(run({}, late)).rejects.toMatchObject({ code: 'overloaded' });
    expect((await run({}, await room.organization())).success).toBe(true);
  });
});

describe('the same request again', () => {
  it('is answered from storage within the hour and costs nothing', async () => {
    const first = await run();
    room.clock.advance(3_600_000);
    const again = await run();
    expect(again).toMatchObject({ discovery_id: first.discovery_id, charged: false });
    expect(room.engine.runs).toHaveLength(1);
  });

  it('runs anew after an hour, with other options, or where the caller asks for that', async () => {
    await run();
    await run({ maxRequests: 9 });
    await run({ reuse: false });
    room.clock.advance(3_600_001);
    await run();
    expect(room.engine.runs).toHaveLength(4);
    expect(await room.quota(caller)).toMatchObject({ used: 4 });
  });

  it('with the same Idempotency-Key joins the first one while it runs, and is not charged', async () => {
    const held = heldScript();
    room.engine.script = held.script;
    const first = await beginDiscovery(options({ idempotencyKey: 'k' }), caller, room);
    const second = await beginDiscovery(options({ idempotencyKey: 'k' }), caller, room);
    expect([first.kind, second.kind]).toEqual(['began', 'joined']);
    held.release();
    const ends = await Promise.all([awaitRecord(first), awaitRecord(second)]);
    expect(ends.map(({ charged }) => charged)).toEqual([true, false]);
    expect(ends[0].record.id).toBe(ends[1].record.id);
  });

  it('with the Idempotency-Key of another request is refused', async () => {
    await run({ idempotencyKey: 'k' });
    await expect(run({ url: 'https://b.example/', idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });
});

describe('a page of a discovery', () => {
  it('is the part that was asked for, and says whether more follow', async () => {
    const { record } = await awaitRecord(await beginDiscovery(options(), caller, room));
    const quota = await room.quota(caller);
    const page = (limit: number, offset: number) =>
      toResponse(record, { limit, offset }, quota, false);
    const pathsOf = ({ endpoints }: ReturnType<typeof page>) =>
      endpoints.map(({ url }) => new URL(url).pathname);
    expect(pathsOf(page(2, 0))).toEqual(['/users', '/users/%7Bid%7D']);
    expect([page(2, 0).has_more, page(2, 2).has_more]).toEqual([true, false]);
    expect(pathsOf(page(2, 2))).toEqual(['/orders']);
    expect(page(2, 9)).toMatchObject({ endpoints: [], total: 3, has_more: false });
  });
});

describe('retrying', () => {
  const again = (discoveryId: string, changes = {}, who = caller) =>
    retry(
      { discoveryId, url: undefined, maxRequests: undefined, idempotencyKey: null, ...changes },
      FIRST_PAGE,
      who,
      room,
    );

  it('runs the first one’s URL and options again, as a discovery of its own', async () => {
    const first = await run({ maxRequests: 7 });
    const second = await again(first.discovery_id);
    expect(room.engine.runs[1]).toMatchObject({ url: first.url, requestsMax: 7 });
    expect(second.discovery_id).not.toBe(first.discovery_id);
    expect(second).toMatchObject({ charged: true, quota: { used: 2 } });
  });

  it('replaces the options that are given', async () => {
    const first = await run();
    await again(first.discovery_id, { url: 'https://b.example/', maxRequests: 3 });
    expect(room.engine.runs[1]).toMatchObject({ url: 'https://b.example/', requestsMax: 3 });
  });

  it('costs one discovery in all where the first was given back', async () => {
    const script = room.engine.script;
    room.engine.script = unreachable;
    const started = await beginDiscovery(options(), caller, room);
    const { record } = await awaitRecord(started);
    room.engine.script = script;
    expect(await again(record.id)).toMatchObject({ charged: true, quota: { used: 1 } });
  });

  it('answers 404 for a discovery of another organization', async () => {
    const first = await run();
    const other = await room.organization();
    await expect(again(first.discovery_id, {}, other)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('closing', () => {
  it('gives back what still runs, says that the service stopped, and begins nothing more', async () => {
    room.engine.script = heldScript().script;
    const started = await beginDiscovery(options(), caller, room);
    await eventually(() => room.engine.runs.length === 1);
    await room.runner.close();
    const { record } = await awaitRecord(started);
    expect(record).toMatchObject({ status: 'failed', charge: 'refunded' });
    expect(record.failure).toMatchObject({ code: 'interrupted' });
    await expect(run()).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('leaves a run charged that has shown an endpoint, with what it had found', async () => {
    room.engine.script = async (input) => {
      input.onEvent({ kind: 'found', finding: finding('/users') });
      return heldScript().script(input);
    };
    const started = await beginDiscovery(options(), caller, room);
    if (started.kind !== 'began') throw new Error('It did not begin.');
    while (started.run.endpoints.length === 0) await started.run.next();
    await room.runner.commit(started.run);
    await room.runner.close();
    const { record, charged } = await awaitRecord(started);
    expect(charged).toBe(true);
    expect(record).toMatchObject({
      status: 'completed',
      result: { endpoints: [{ url: 'https://shop.example.com/users' }], truncated: true },
    });
  });
});
