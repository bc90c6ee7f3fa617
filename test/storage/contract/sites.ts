import { describe, expect, it } from 'vitest';
import { NO_SITE_SETTINGS } from '../../../shared/site-settings.ts';
import type { OrganizationId, SiteId } from '../../../server/identifiers/ids.ts';
import type { Storage } from '../../../server/storage/port.ts';
import type { SiteRecord } from '../../../server/storage/port/sites.ts';
import { addOrganization, auditOf, id, NOW, useStorage } from './fixture.ts';

/** What the audit log of an organization tells, newest first. */
async function deedsIn(storage: Storage, organizationId: OrganizationId) {
  const events = await storage.listAudit(organizationId, { before: null, limit: 100 });
  return events.map(({ action, target }) => `${action} ${target}`);
}

/** What storage does with the sites that may frame the playground. */
export function sitesContract(open: () => Promise<Storage>): void {
  describe('sites', () => {
    const fixture = useStorage(open);

    function site(origin: string, organizationId: OrganizationId | null): SiteRecord {
      const createdBy = organizationId === null ? null : 'Ada';
      return {
        id: id<SiteId>(),
        origin,
        name: 'Site',
        organizationId,
        createdBy,
        createdAtMs: NOW,
        settings: NO_SITE_SETTINGS,
      };
    }
    const add = (record: SiteRecord, sitesMax = 100) =>
      fixture.storage.addSite({
        site: record,
        sitesMax,
        audit: record.organizationId && auditOf(record.organizationId, record.origin, 'site.added'),
      });
    const remove = (record: SiteRecord, by: OrganizationId | null) =>
      fixture.storage.removeSite({
        id: record.id,
        organizationId: by,
        audit: by && auditOf(by, 'x', 'site.removed'),
      });

    it('addSite adds an origin once, whoever asks, and tells of it', async () => {
      const { storage, organizationId } = fixture;
      const ours = site('https://a.example', organizationId);
      expect(await add(ours)).toBe('added');
      expect(await add(site('https://a.example', null))).toBe('exists');
      expect(await storage.listSites(organizationId)).toEqual([ours]);
      expect(await deedsIn(storage, organizationId)).toEqual(['site.added https://a.example']);
    });

    it('addSite adds no more than the limit, however many ask at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) => add(site(`https://${index}.example`, null), 3)),
      );
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(3);
      expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(5);
    });

    it('listSites gives an organization its own and the operator all, and siteOrigins every origin', async () => {
      const { storage, organizationId } = fixture;
      const other = await addOrganization(storage);
      await add(site('https://b.example', organizationId));
      await add(site('https://a.example', null));
      await add(site('https://c.example', other));
      const origins = async (of: OrganizationId | null) =>
        (await storage.listSites(of)).map(({ origin }) => origin).toSorted();
      expect(await origins(organizationId)).toEqual(['https://b.example']);
      const all = ['https://a.example', 'https://b.example', 'https://c.example'];
      expect(await origins(null)).toEqual(all);
      expect((await storage.siteOrigins()).toSorted()).toEqual(all);
    });

    it('changeSite changes an organization’s own and tells of it, for the operator any, and two at once lose nothing', async () => {
      const { storage, organizationId } = fixture;
      const ours = site('https://a.example', organizationId);
      await add(ours);
      const change = (by: OrganizationId | null, settings: Partial<SiteRecord['settings']>) =>
        storage.changeSite({
          id: ours.id,
          organizationId: by,
          settings,
          audit: by && auditOf(by, 'x', 'site.changed'),
        });
      expect(await change(await addOrganization(storage), { accent: '#fff' })).toBeNull();
      const examples = [{ label: 'A', url: 'https://a.example/' }];
      await Promise.all([change(organizationId, { accent: '#123' }), change(null, { examples })]);
      const settings = { ...NO_SITE_SETTINGS, accent: '#123', examples };
      expect(await storage.listSites(organizationId)).toEqual([{ ...ours, settings }]);
      expect(await deedsIn(storage, organizationId)).toEqual([
        'site.changed https://a.example',
        'site.added https://a.example',
      ]);
    });

    it('findSite finds a site by its ID and by its origin, whoever’s it is', async () => {
      const { storage, organizationId } = fixture;
      const ours = site('https://a.example', organizationId);
      await add(ours);
      expect(await storage.findSite({ id: ours.id })).toEqual(ours);
      expect(await storage.findSite({ origin: 'https://a.example' })).toEqual(ours);
      expect(await storage.findSite({ id: id<SiteId>() })).toBeNull();
      expect(await storage.findSite({ origin: 'https://b.example' })).toBeNull();
    });

    it('removeSite removes an organization’s own and tells of it, and for the operator any', async () => {
      const { storage, organizationId } = fixture;
      const other = await addOrganization(storage);
      const ours = site('https://a.example', organizationId);
      const operators = site('https://b.example', null);
      await add(ours);
      await add(operators);
      expect(await remove(ours, other)).toBeNull();
      expect(await remove(operators, organizationId)).toBeNull();
      expect(await deedsIn(storage, other)).toEqual([]);
      expect(await remove(ours, organizationId)).toEqual(ours);
      expect(await remove(ours, organizationId)).toBeNull();
      expect(await deedsIn(storage, organizationId)).toEqual([
        'site.removed https://a.example',
        'site.added https://a.example',
      ]);
      expect(await remove(operators, null)).toEqual(operators);
      expect(await storage.siteOrigins()).toEqual([]);
    });
  });
}
