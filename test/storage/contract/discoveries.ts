import { describe, expect, it } from 'vitest';
import type { DiscoveryId, SessionId } from '../../../server/identifiers/ids.ts';
import type { SessionRecord, Storage } from '../../../server/storage/port.ts';
import { addDiscovery, addOrganization, id, NOW, useStorage } from './fixture.ts';

/** How stored discoveries and saved sessions are listed and read. */
export function discoveriesContract(open: () => Promise<Storage>): void {
  describe('stored discoveries', () => {
    const fixture = useStorage(open);
    const search = async (query: string, { limit = 99, offset = 0 } = {}) => {
      const { storage, organizationId } = fixture;
      const found = await storage.searchDiscoveries(organizationId, { query, limit, offset });
      return { urls: found.discoveries.map(({ url }) => url), total: found.total };
    };

    it('searchDiscoveries gives an organization’s newest first, page by page, running ones included', async () => {
      const { storage } = fixture;
      const other = { organizationId: await addOrganization(storage) };
      await addDiscovery(storage, other, { url: 'https://other.example/' });
      for (const [index, name] of ['a', 'b', 'c'].entries()) {
        await addDiscovery(storage, fixture, { url: `https://${name}/`, nowMs: NOW + index });
      }
      await addDiscovery(storage, fixture, { url: 'https://d/', nowMs: NOW + 9, result: null });
      expect(await search('', { limit: 2 })).toEqual({
        urls: ['https://d/', 'https://c/'],
        total: 4,
      });
      expect(await search('', { limit: 2, offset: 2 })).toEqual({
        urls: ['https://b/', 'https://a/'],
        total: 4,
      });
    });

    it('searchDiscoveries finds a part of a URL whatever its case, and takes % and _ for themselves', async () => {
      const { storage } = fixture;
      const urls = [
        'https://shop.example/100%25',
        'https://shop.example/a_b',
        'https://x.example/',
      ];
      for (const url of urls) await addDiscovery(storage, fixture, { url });
      expect((await search('SHOP.exa')).total).toBe(2);
      expect((await search('100%25')).urls).toEqual([urls[0]]);
      expect((await search('a_b')).urls).toEqual([urls[1]]);
      expect((await search('%.example')).total).toBe(0);
      expect((await search('a%b')).total).toBe(0);
      expect((await search('_hop')).total).toBe(0);
    });

    it('searchDiscoveries counts endpoints, and says null where there is no list of them', async () => {
      const { storage, organizationId } = fixture;
      const counted = await addDiscovery(storage, fixture, { nowMs: NOW + 1 });
      await addDiscovery(storage, fixture, { result: { title: 'no list' } });
      const page = { query: '', limit: 9, offset: 0 };
      const { discoveries } = await storage.searchDiscoveries(organizationId, page);
      expect(discoveries.map(({ endpointCount }) => endpointCount)).toEqual([2, null]);
      expect(discoveries[0]).toMatchObject({
        id: counted.discoveryId,
        artifactId: counted.artifactId,
        kind: 'discover',
        status: 'completed',
        isClaimed: false,
      });
    });

    it('findDiscoveryText gives the result as JSON text to its own organization alone, and nothing while it runs', async () => {
      const { storage, organizationId } = fixture;
      const { discoveryId } = await addDiscovery(storage, fixture);
      const text = await storage.findDiscoveryText(discoveryId, organizationId);
      expect(JSON.parse(text?.result ?? '')).toEqual({ endpoints: [1, 2] });
      expect(text).toMatchObject({ endpointCount: 2, status: 'completed', charge: 'committed' });
      const other = await addOrganization(storage);
      expect(await storage.findDiscoveryText(discoveryId, other)).toBeNull();
      const running = await addDiscovery(storage, fixture, { result: null });
      expect(await storage.findDiscoveryText(running.discoveryId, organizationId)).toMatchObject({
        result: null,
        status: 'running',
        charge: 'reserved',
      });
    });
  });

  describe('saved sessions', () => {
    const fixture = useStorage(open);
    async function save(name: string, createdAtMs: number): Promise<SessionRecord> {
      const session: SessionRecord = {
        id: id<SessionId>(),
        organizationId: fixture.organizationId,
        name,
        url: 'https://example.com/',
        options: { max_requests: 5 },
        jobId: null,
        status: 'active',
        createdAtMs,
      };
      await fixture.storage.createSession(session);
      return session;
    }

    it('listSessions gives an organization’s newest first, page by page, with their number', async () => {
      const { storage, organizationId } = fixture;
      const [a, b, c] = [await save('a', NOW), await save('b', NOW + 1), await save('c', NOW + 2)];
      const list = (offset: number) => storage.listSessions(organizationId, { limit: 2, offset });
      expect(await list(0)).toEqual({ sessions: [c, b], total: 3 });
      expect(await list(2)).toEqual({ sessions: [a], total: 3 });
      const other = await addOrganization(storage);
      expect(await storage.listSessions(other, { limit: 9, offset: 0 })).toEqual({
        sessions: [],
        total: 0,
      });
    });

    it('createSession leaves the first session of an ID as it is, and gives it back', async () => {
      const { storage, organizationId } = fixture;
      const session = await save('a', NOW);
      await storage.updateSession(session.id, organizationId, { status: 'ended' });
      const again = await storage.createSession({ ...session, name: 'b', createdAtMs: NOW + 1 });
      expect(again).toEqual({ ...session, status: 'ended' });
      const all = await storage.listSessions(organizationId, { limit: 9, offset: 0 });
      expect(all).toEqual({ sessions: [again], total: 1 });
      const other = await addOrganization(storage);
      await expect(storage.createSession({ ...session, organizationId: other })).rejects.toThrow();
    });

    it('updateSession changes what it is given and leaves the rest', async () => {
      const { storage, organizationId } = fixture;
      const session = await save('a', NOW);
      const jobId = id<DiscoveryId>();
      const update = (change: Parameters<Storage['updateSession']>[2]) =>
        storage.updateSession(session.id, organizationId, change);
      expect(await update({ jobId })).toEqual({ ...session, jobId });
      expect(await update({ status: 'ended' })).toEqual({ ...session, jobId, status: 'ended' });
    });
  });
}
