import { describe, expect, it } from 'vitest';
import {
  trustId,
  type ArtifactId,
  type DiscoveryId,
  type OrganizationId,
  type ReservationId,
} from '../../server/identifiers/ids.ts';
import { Run } from '../../server/skanyr/run.ts';
import { Slots } from '../../server/skanyr/slots.ts';
import type { DiscoveryEvent } from '../../shared/discovery.ts';
import { toEndpoint } from '../../server/skanyr/engine-to-wire.ts';
import { finding } from '../support/scripted-engine.ts';

const newRun = () =>
  new Run({
    id: trustId<DiscoveryId>('d'),
    artifactId: trustId<ArtifactId>('a'),
    reservationId: trustId<ReservationId>('r'),
    organizationId: trustId<OrganizationId>('o'),
    ledger: { id: trustId('l'), limit: 10 },
    site: null,
    kind: 'discover',
    url: 'https://shop.example.com/',
    options: {},
    createdAtMs: 0,
  });

const event = (type: DiscoveryEvent['type'], path = '/x'): DiscoveryEvent => ({
  type,
  endpoint_url: null,
  api_type: null,
  metadata: toEndpoint(finding(path)),
});

describe('a run', () => {
  it('keeps at most 6,000 events, and its last one in any case', () => {
    const run = newRun();
    for (let i = 0; i < 7_000; i += 1) run.push(event('progress'));
    run.push(event('done'));
    expect(run.events).toHaveLength(6_001);
    expect(run.events.at(-1)?.type).toBe('done');
  });

  it('wakes whoever waits for its next event, each time', async () => {
    const run = newRun();
    for (const path of ['/a', '/b']) {
      const next = run.next();
      run.push(event('endpoint_found', path));
      await next;
    }
    expect(run.endpoints.map(({ url }) => url)).toEqual([
      'https://shop.example.com/a',
      'https://shop.example.com/b',
    ]);
  });

  it('has no endpoint left once they were taken back, but all its other events', () => {
    const run = newRun();
    for (const type of ['started', 'endpoint_found', 'progress'] as const) run.push(event(type));
    run.takeBackEndpoints();
    expect(run.events.map(({ type }) => type)).toEqual(['started', 'progress']);
  });

  it('reports that its last follower has left, once, however often one says that it leaves', () => {
    const run = newRun();
    let reports = 0;
    const leaves = [1, 2].map(() => run.follow(() => (reports += 1)));
    leaves[0]?.();
    leaves[0]?.();
    expect([run.isFollowed, reports]).toEqual([true, 0]);
    leaves[1]?.();
    expect([run.isFollowed, reports]).toEqual([false, 1]);
  });
});

describe('the slots', () => {
  it('let as many work as there are, and hand a free one to the one that has waited longest', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    const { signal } = new AbortController();
    expect(await slots.enter(signal)).toBe(true);
    const waiting = ['first', 'second'].map(async (name) => {
      await slots.enter(signal);
      order.push(name);
      slots.leave();
    });
    expect([slots.working, slots.waiting]).toEqual([1, 2]);
    slots.leave();
    await Promise.all(waiting);
    expect(order).toEqual(['first', 'second']);
    expect([slots.working, slots.waiting]).toEqual([0, 0]);
  });

  it('forget one that gives up, so that its turn goes to the next', async () => {
    const slots = new Slots(1);
    await slots.enter(new AbortController().signal);
    const impatient = new AbortController();
    const given = slots.enter(impatient.signal);
    const patient = slots.enter(new AbortController().signal);
    impatient.abort();
    expect(await given).toBe(false);
    slots.leave();
    expect(await patient).toBe(true);
    expect(slots.waiting).toBe(0);
  });
});
