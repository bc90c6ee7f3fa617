import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { sendExpiryNotices } from '../../server/organizations/expiry-notices.ts';
import type { NotifyOwners } from '../../server/organizations/notify-owners.ts';
import { ownersByMail } from '../../server/organizations/notify-owners.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import type { Storage } from '../../server/storage/port.ts';
import { FakeClock } from '../support/fake-clock.ts';

const DAY_MS = 24 * 3_600_000;
let storage: Storage;
let clock: FakeClock;
let subjects: string[];
let isMailDown: boolean;
const organizationId = trustId<OrganizationId>(systemRandom.uuid());

beforeEach(() => {
  storage = openSqlite(':memory:');
  clock = new FakeClock();
  subjects = [];
  isMailDown = false;
});
afterEach(() => storage.close());

const notify: NotifyOwners = async (_id, { subject }) => {
  if (isMailDown) throw new Error('The mail server is down.');
  subjects.push(subject);
};
const look = (notifyOwners: NotifyOwners | null = notify) =>
  sendExpiryNotices({ storage, clock, notifyOwners, log: { error: () => undefined } });

async function keyFor(days: number) {
  const { hash, last4 } = makeApiKey('live', systemRandom);
  const key = { id: trustId<never>(systemRandom.uuid()), hash, last4, name: 'CI' };
  await storage.createLiveKey({
    organizationId,
    organizationName: 'Acme',
    plan: 'developer',
    key: { ...key, expiresAtMs: clock.now() + days * DAY_MS },
    nowMs: clock.now(),
  });
  return key;
}

/** Looks each hour, as the service does. @returns on which days from now something was sent */
async function daysWithNotice(days: number): Promise<number[]> {
  const sent: number[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    const before = subjects.length;
    await look();
    for (let more = before; more < subjects.length; more += 1) sent.push(Math.floor(hour / 24));
    clock.advance(3_600_000);
  }
  return sent;
}

describe('a key that expires', () => {
  it('is told of fourteen and three days before and on its last day, once each', async () => {
    // From midnight on, so that days from now are days of the calendar.
    clock.advance(DAY_MS - (clock.now() % DAY_MS));
    await keyFor(30.5);
    expect(await daysWithNotice(40)).toEqual([16, 27, 30]);
    expect(subjects.at(-1)).toMatch(/^An API key expires on \d{4}-\d\d-\d\d$/);
  });

  it('is not told of at once where it was made for a few days', async () => {
    clock.advance(DAY_MS - (clock.now() % DAY_MS));
    await keyFor(5.5);
    expect(await daysWithNotice(10)).toEqual([2, 5]);
  });

  it('is told of once by two servers, and by one that starts anew', async () => {
    await keyFor(20);
    clock.advance(7 * DAY_MS);
    await Promise.all([look(), look()]);
    await look();
    expect(subjects).toHaveLength(1);
  });

  it('is told of later where the mail server was down', async () => {
    await keyFor(20);
    clock.advance(7 * DAY_MS);
    isMailDown = true;
    await look();
    isMailDown = false;
    await look();
    await look();
    expect(subjects).toHaveLength(1);
  });

  it('gets the last notice alone from a server that was off for weeks', async () => {
    await keyFor(30);
    clock.advance(31 * DAY_MS);
    expect(await daysWithNotice(3)).toEqual([0]);
    expect(subjects[0]).toContain('expired');
  });

  it('is not told of when it is revoked or replaced', async () => {
    const [revoked, replaced] = [await keyFor(20), await keyFor(20)];
    await storage.revokeKey(revoked.id, clock.now());
    const { hash, last4 } = makeApiKey('live', systemRandom);
    const isRotated = await storage.rotateKey({
      id: replaced.id,
      organizationId,
      newKey: { id: trustId(systemRandom.uuid()), hash, last4 },
      newExpiresAtMs: null,
      createdBy: trustId(systemRandom.uuid()),
      overlapMs: 18 * DAY_MS,
      audit: {
        id: trustId(systemRandom.uuid()),
        organizationId,
        atMs: clock.now(),
        action: 'key.rotated',
        actor: 'Grace',
        target: 'CI',
      },
      nowMs: clock.now(),
    });
    expect(isRotated).toBe(true);
    expect(await daysWithNotice(25)).toEqual([]);
  });

  it('counts as not told of while nobody can be told', async () => {
    await keyFor(20);
    clock.advance(7 * DAY_MS);
    await look(null);
    await look();
    expect(subjects).toHaveLength(1);
  });
});

describe('telling the owners', () => {
  it('mails every owner with a verified address, and nobody else', async () => {
    const mailed: string[] = [];
    const members = [
      { email: 'owner@example.com', emailVerified: true, role: 'owner' },
      { email: 'second@example.com', emailVerified: true, role: 'owner' },
      { email: 'unverified@example.com', emailVerified: false, role: 'owner' },
      { email: 'admin@example.com', emailVerified: true, role: 'admin' },
    ] as const;
    const tell = ownersByMail(
      async () => members,
      ({ to }) => mailed.push(to),
    );
    await tell(organizationId, { subject: 's', text: 't' });
    expect(mailed).toEqual(['owner@example.com', 'second@example.com']);
  });
});
