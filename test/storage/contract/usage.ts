import { describe, expect, it } from 'vitest';
import { trustId, type ApiKeyId, type UserId } from '../../../server/identifiers/ids.ts';
import type { Storage } from '../../../server/storage/port.ts';
import type { UsageEvent, UsageTotal } from '../../../server/storage/port/usage.ts';
import { addOrganization, DAY_MS, id, newKey, NOW, useStorage } from './fixture.ts';

const DAY = '2027-01-15';
const NEXT_DAY = '2027-01-16';

/** What storage does with the requests that there were. */
export function usageContract(open: () => Promise<Storage>): void {
  describe('usage', () => {
    const fixture = useStorage(open);

    const event = (change: Partial<UsageEvent> = {}): UsageEvent => ({
      organizationId: fixture.organizationId,
      keyId: id<ApiKeyId>(),
      userId: null,
      module: 'skanyr',
      operation: 'GET /x',
      status: 200,
      discoveries: 0,
      durationMs: 3,
      atMs: NOW,
      ...change,
    });
    const total = (change: Partial<UsageTotal> = {}): UsageTotal => ({
      organizationId: fixture.organizationId,
      day: DAY,
      module: 'skanyr',
      keyId: null,
      statusClass: '2xx',
      requests: 1,
      discoveries: 0,
      durationMs: 3,
      lastUsedAtMs: NOW,
      ...change,
    });
    const record = (totals: UsageTotal[], events: UsageEvent[] = []) =>
      fixture.storage.recordUsage({ totals, events });
    const read = async (
      split: 'none' | 'module' | 'key' | 'status' = 'none',
      { fromDay = DAY, toDay = NEXT_DAY, organizationId = fixture.organizationId } = {},
    ) =>
      (await fixture.storage.readUsage(organizationId, { fromDay, toDay, split })).map((sum) => [
        sum.day,
        sum.part,
        sum.requests,
        sum.discoveries,
        sum.durationMs,
      ]);

    it('recordUsage adds to the sums of before, also where two batches are written at once', async () => {
      await Promise.all([
        record([total({ requests: 2, discoveries: 1 })]),
        record([total({ requests: 3, discoveries: 1 })]),
      ]);
      await record([total({ requests: 5 })]);
      expect(await read()).toEqual([[DAY, '', 10, 2, 9]]);
    });

    it('recordUsage keeps the latest time at which a key was used', async () => {
      const { storage, organizationId } = fixture;
      const key = newKey();
      const organization = { organizationId, organizationName: 'Acme', plan: 'developer' };
      await storage.createLiveKey({ ...organization, key, nowMs: NOW });
      await record([total({ keyId: key.id, lastUsedAtMs: NOW + 9 })]);
      await record([total({ keyId: key.id, lastUsedAtMs: NOW + 4 })]);
      const found = await storage.findOrganizationKey(key.id, organizationId);
      expect(found?.lastUsedAtMs).toBe(NOW + 9);
    });

    it('recordUsage leaves out what belongs to no organization, and stores the rest of its batch', async () => {
      const { storage, organizationId } = fixture;
      const gone = await addOrganization(storage);
      await storage.deleteOrganization(gone);
      const late = { organizationId: gone };
      await record([total(late), total()], [event(late), event(), event({ userId: id<UserId>() })]);
      expect(await read('none', { organizationId: gone })).toEqual([]);
      expect(await read('none', { organizationId })).toEqual([[DAY, '', 1, 0, 3]]);
      expect(await forget({ countMax: 10 })).toBe(2);
    });

    it('readUsage splits by module, key and status, ordered by day and part, within the days asked for', async () => {
      const [a, b] = ['key-a', 'key-b'].map((key) => trustId<ApiKeyId>(key));
      await record([
        total({ keyId: b ?? null, module: 'webgrph', statusClass: '4xx' }),
        total({ keyId: a ?? null, requests: 2, discoveries: 1 }),
        total({ keyId: a ?? null, day: NEXT_DAY }),
        total({ day: '2027-01-14' }),
        total({ day: '2027-01-17' }),
      ]);
      expect(await read()).toEqual([
        [DAY, '', 3, 1, 6],
        [NEXT_DAY, '', 1, 0, 3],
      ]);
      expect(await read('module', { toDay: DAY })).toEqual([
        [DAY, 'skanyr', 2, 1, 3],
        [DAY, 'webgrph', 1, 0, 3],
      ]);
      expect(await read('key', { toDay: DAY })).toEqual([
        [DAY, 'key-a', 2, 1, 3],
        [DAY, 'key-b', 1, 0, 3],
      ]);
      expect(await read('status', { toDay: DAY })).toEqual([
        [DAY, '2xx', 2, 1, 3],
        [DAY, '4xx', 1, 0, 3],
      ]);
    });

    it('readUsage names a key, and reads nothing of another organization', async () => {
      const { storage, organizationId } = fixture;
      const key = newKey('Deploy');
      const organization = { organizationId, organizationName: 'Acme', plan: 'developer' };
      await storage.createLiveKey({ ...organization, key, nowMs: NOW });
      await record([total({ keyId: key.id })]);
      const query = { fromDay: DAY, toDay: DAY, split: 'key' } as const;
      expect(await storage.readUsage(organizationId, query)).toMatchObject([
        { part: key.id, keyName: 'Deploy', keyLast4: key.last4 },
      ]);
      expect(await storage.readUsage(await addOrganization(storage), query)).toEqual([]);
    });

    it('countKeyRequests adds up each key’s days since the one asked for', async () => {
      const { storage, organizationId } = fixture;
      const keyId = id<ApiKeyId>();
      await record([
        total({ keyId, day: '2027-01-14', requests: 9 }),
        total({ keyId, requests: 2 }),
        total({ keyId, requests: 1, statusClass: '4xx' }),
      ]);
      expect(await storage.countKeyRequests(organizationId, DAY)).toEqual([
        { keyId, day: DAY, requests: 3 },
      ]);
      expect(await storage.countKeyRequests(await addOrganization(storage), DAY)).toEqual([]);
    });

    const forget = ({ countMax, beforeMs = NOW + 1 }: { countMax: number; beforeMs?: number }) =>
      fixture.storage.forgetUsage({ beforeMs, countMax });

    it('forgetUsage deletes requests of before, at most so many at once, and no sum', async () => {
      const old = event({ atMs: NOW - DAY_MS });
      await record([total({ requests: 26 })], [...Array.from({ length: 25 }, () => old), event()]);
      const counts = [];
      for (let i = 0; i < 4; i += 1) counts.push(await forget({ countMax: 10, beforeMs: NOW }));
      expect(counts).toEqual([10, 10, 5, 0]);
      expect(await forget({ countMax: 10 })).toBe(1);
      expect(await read()).toEqual([[DAY, '', 26, 0, 3]]);
    });

    it('takeQuotaNotice lets one of several callers send each notice, and giveBackQuotaNotice lets it be sent again', async () => {
      const { storage, organizationId } = fixture;
      const notice = { organizationId, month: '2027-01', percent: 80 };
      const take = () => storage.takeQuotaNotice(notice);
      expect((await Promise.all([take(), take(), take()])).filter(Boolean)).toHaveLength(1);
      expect(await storage.takeQuotaNotice({ ...notice, percent: 100 })).toBe(true);
      expect(await storage.takeQuotaNotice({ ...notice, month: '2027-02' })).toBe(true);
      await storage.giveBackQuotaNotice(notice);
      expect([await take(), await take()]).toEqual([true, false]);
    });
  });
}
