import { describe, expect, it } from 'vitest';
import type { Storage } from '../../../server/storage/port.ts';
import { useStorage } from './fixture.ts';

/** What storage does with the counts of how far callers got. */
export function funnelContract(open: () => Promise<Storage>): void {
  describe('the funnel', () => {
    const fixture = useStorage(open);

    it('adds to the counts of a day and site, and answers those that are asked for', async () => {
      const { storage } = fixture;
      const counts = { seen: 5, started: 4, key: 3, first_result: 2, spent: 1, signed_up: 1 };
      const docs = { day: '2026-11-24', site: 'https://docs.example.com', ...counts };
      const own = { ...docs, site: '' };
      const before = { ...docs, day: '2026-11-23' };
      const rows = [docs, own, before];
      await storage.addToFunnel({ rows, sitesPerDayMax: 2 });
      await storage.addToFunnel({ rows: [docs], sitesPerDayMax: 2 });
      const days = { fromDay: '2026-11-24', toDay: '2026-11-24' };
      const twice = { seen: 10, started: 8, key: 6, first_result: 4, spent: 2, signed_up: 2 };
      expect(await storage.readFunnel({ ...days, sites: ['', docs.site] })).toEqual([
        own,
        { ...docs, ...twice },
      ]);
      expect(await storage.readFunnel({ ...days, fromDay: '2026-11-23', sites: [''] })).toEqual([
        own,
      ]);
    });

    it('adds the counts of too many sites of a day to the other ones, and loses none', async () => {
      const { storage } = fixture;
      const none = { seen: 1, started: 0, key: 0, first_result: 0, spent: 0, signed_up: 0 };
      const sites = Array.from({ length: 20 }, (_, index) => `https://${index}.example.com`);
      const rows = sites.map((site) => ({ day: '2026-11-24', site, ...none }));
      await storage.addToFunnel({ rows, sitesPerDayMax: 3 });
      await storage.addToFunnel({ rows, sitesPerDayMax: 3 });
      const query = { fromDay: '2026-11-24', toDay: '2026-11-24', sites: ['other', ...sites] };
      const stored = await storage.readFunnel(query);
      expect(stored).toHaveLength(4);
      expect(stored.find(({ site }) => site === 'other')?.seen).toBe(34);
      expect(stored.reduce((sum, { seen }) => sum + seen, 0)).toBe(40);
    });
  });
}
