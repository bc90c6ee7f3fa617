import { describe, expect, it } from 'vitest';
import type { OrganizationId, SessionId } from '../../../server/identifiers/ids.ts';
import type { Storage } from '../../../server/storage/port.ts';
import type { ExportPage } from '../../../server/storage/port/organizations.ts';
import type { PlanRecord } from '../../../server/storage/port/plans.ts';
import {
  addDiscovery,
  addOrganization,
  addVisitor,
  auditOf,
  id,
  newKey,
  NOW,
  targetsIn,
  useStorage,
} from './fixture.ts';

const PLAN: PlanRecord = {
  name: 'starter',
  title: 'Starter',
  access: 'read',
  modules: ['skanyr', 'a module of another version'],
  requestsPerMinute: 7,
  discoveriesPerMonth: null,
  concurrentDiscoveries: 2,
  isPublic: false,
};

/** What storage does with organizations of people, and with what they may do. */
export function organizationsContract(open: () => Promise<Storage>): void {
  describe('organizations', () => {
    const fixture = useStorage(open);
    const find = (organizationId: OrganizationId) =>
      fixture.storage.findOrganization(organizationId);

    const saveSession = (organizationId: OrganizationId, name: string) =>
      fixture.storage.createSession({
        id: id<SessionId>(),
        organizationId,
        name,
        url: 'https://example.com/',
        options: {},
        jobId: null,
        status: 'active',
        createdAtMs: NOW,
      });

    async function exportAll(organizationId: OrganizationId): Promise<ExportPage[]> {
      const pages = [await fixture.storage.exportOrganization(organizationId, null)];
      for (;;) {
        const next = pages.at(-1)?.next ?? null;
        if (next === null) return pages;
        pages.push(await fixture.storage.exportOrganization(organizationId, next));
      }
    }

    it('ensureOrganization makes an organization, and leaves one that exists as it is', async () => {
      const made = id<OrganizationId>();
      const ensure = (name: string) =>
        fixture.storage.ensureOrganization({ id: made, name, plan: 'developer', nowMs: NOW });
      await ensure('First');
      await ensure('Second');
      expect(await find(made)).toMatchObject({
        id: made,
        name: 'First',
        plan: 'developer',
        createdAtMs: NOW,
        visitorId: null,
        planRecord: { name: 'developer' },
        overrides: {},
      });
      expect(await find(id<OrganizationId>())).toBeNull();
    });

    it('renameOrganization renames one of people, never a visitor’s', async () => {
      const { storage, organizationId } = fixture;
      const visitor = await addVisitor(storage);
      expect(await storage.renameOrganization(organizationId, 'New')).toBe(true);
      expect(await storage.renameOrganization(visitor.organizationId, 'Mine')).toBe(false);
      expect(await storage.renameOrganization(id<OrganizationId>(), 'Mine')).toBe(false);
      expect((await find(organizationId))?.name).toBe('New');
    });

    it('deleteOrganization deletes what belongs to it and nothing else, and keeps the count of its month', async () => {
      const { storage, organizationId } = fixture;
      const other = await addOrganization(storage, 'Other');
      const keys = [organizationId, other].map((owner) => ({ owner, key: newKey() }));
      for (const { owner, key } of keys) {
        const organization = { organizationId: owner, organizationName: '', plan: 'developer' };
        await storage.createLiveKey({ ...organization, key, nowMs: NOW });
        await saveSession(owner, 'S');
        await storage.appendAudit(auditOf(owner));
      }
      const mine = await addDiscovery(storage, fixture);
      const theirs = await addDiscovery(storage, { organizationId: other });

      expect(await storage.deleteOrganization(organizationId)).toBe(true);
      expect(await storage.deleteOrganization(organizationId)).toBe(false);
      expect(await find(organizationId)).toBeNull();
      const found = await Promise.all(keys.map(({ key }) => storage.findKey(key.hash)));
      expect(found.map((key) => key === null)).toEqual([true, false]);
      expect(await storage.findDiscovery(mine.discoveryId, organizationId)).toBeNull();
      expect(await storage.findDiscovery(theirs.discoveryId, other)).not.toBeNull();
      const rows = (await exportAll(organizationId)).flatMap((page) => page.rows);
      expect(rows).toEqual([]);
      expect(await targetsIn(storage, other)).toHaveLength(1);
      expect(await storage.readLedger(mine.ledger)).toMatchObject({ used: 1, reserved: 0 });
    });

    it('deleteOrganization never deletes a visitor’s', async () => {
      const { organizationId } = await addVisitor(fixture.storage);
      expect(await fixture.storage.deleteOrganization(organizationId)).toBe(false);
      expect(await find(organizationId)).not.toBeNull();
    });

    it('a deletion is listed as unfinished until it is finished, and ensureOrganization never undoes it', async () => {
      const { storage, organizationId } = fixture;
      await storage.deleteOrganization(organizationId);
      expect(await storage.listUnfinishedDeletions()).toEqual([organizationId]);
      const ensure = { id: organizationId, name: 'Acme', plan: 'developer', nowMs: NOW };
      await storage.ensureOrganization(ensure);
      await storage.finishDeletion(organizationId);
      await storage.finishDeletion(organizationId);
      await storage.ensureOrganization(ensure);
      expect(await storage.listUnfinishedDeletions()).toEqual([]);
      expect(await find(organizationId)).toBeNull();
    });

    it('exportOrganization gives every row once, page by page, without a hash and without another’s rows', async () => {
      const { storage, organizationId } = fixture;
      const other = await addOrganization(storage, 'Other');
      const key = newKey();
      await storage.createLiveKey({
        organizationId,
        organizationName: '',
        plan: '',
        key,
        nowMs: NOW,
      });
      await addDiscovery(storage, fixture, { url: 'https://mine.example/' });
      await addDiscovery(storage, { organizationId: other }, { url: 'https://theirs.example/' });
      const names = Array.from({ length: 450 }, (_, index) => `session ${index}`);
      await Promise.all(names.map((name) => saveSession(organizationId, name)));
      const pages = await exportAll(organizationId);
      const text = JSON.stringify(pages);
      expect(text).toContain('https://mine.example/');
      expect(text).toContain(key.last4);
      expect(text).not.toContain(key.hash);
      expect(text).not.toContain('theirs');
      const exported = pages.flatMap(({ rows }) => rows.map(({ name }) => name));
      expect(exported.filter((name) => String(name).startsWith('session ')).toSorted()).toEqual(
        names.toSorted(),
      );
    });
  });

  describe('plans', () => {
    const fixture = useStorage(open);
    const find = async () => fixture.storage.findOrganization(fixture.organizationId);

    it('has the plans developer and enterprise from the start, by name', async () => {
      const plans = await fixture.storage.listPlans();
      expect(plans.map(({ name }) => name)).toEqual(['developer', 'enterprise']);
    });

    it('savePlan makes a plan and replaces what one says, with its audit events', async () => {
      const { storage, organizationId } = fixture;
      await storage.savePlan(PLAN);
      expect(await storage.findPlan('starter')).toEqual(PLAN);
      const changed = { ...PLAN, discoveriesPerMonth: 5, isPublic: true, modules: [] };
      await storage.savePlan(changed, [auditOf(organizationId, 'saved')]);
      expect(await storage.findPlan('starter')).toEqual(changed);
      expect(await storage.listPlans()).toHaveLength(3);
      expect(await targetsIn(storage, organizationId)).toEqual(['saved']);
      expect(await storage.findPlan('unknown')).toBeNull();
    });

    it('setPlan and a changed plan show in the next findOrganization', async () => {
      const { storage, organizationId } = fixture;
      await find();
      await storage.savePlan(PLAN);
      const audit = auditOf(organizationId, 'plan');
      expect(await storage.setPlan(organizationId, 'starter', audit)).toBe(true);
      expect(await find()).toMatchObject({ plan: 'starter', planRecord: PLAN });
      await storage.savePlan({ ...PLAN, requestsPerMinute: 99 });
      expect((await find())?.planRecord?.requestsPerMinute).toBe(99);
    });

    it('setPlan refuses an unknown plan, an unknown organization and a visitor’s, and tells of none', async () => {
      const { storage, organizationId } = fixture;
      const visitor = await addVisitor(storage);
      const audit = auditOf(organizationId, 'plan');
      expect(await storage.setPlan(organizationId, 'unknown', audit)).toBe(false);
      expect(await storage.setPlan(id<OrganizationId>(), 'developer', audit)).toBe(false);
      expect(await storage.setPlan(visitor.organizationId, 'developer', audit)).toBe(false);
      expect((await find())?.plan).toBe('developer');
      expect(await targetsIn(storage, organizationId)).toEqual([]);
    });

    it('setOverrides sets members, null included, and takes back those it names', async () => {
      const { storage, organizationId } = fixture;
      await find();
      const set = { discoveriesPerMonth: null, requestsPerMinute: 5, managesSites: true };
      const audit = auditOf(organizationId, 'override');
      expect(await storage.setOverrides(organizationId, set, [], audit)).toBe(true);
      expect((await find())?.overrides).toEqual(set);
      await storage.setOverrides(organizationId, { requestsPerMinute: 6 }, [
        'requestsPerMinute',
        'managesSites',
      ]);
      expect((await find())?.overrides).toEqual({
        discoveriesPerMonth: null,
        requestsPerMinute: 6,
      });
      expect(await targetsIn(storage, organizationId)).toEqual(['override']);
    });

    it('setOverrides refuses an unknown organization and a visitor’s', async () => {
      const { storage } = fixture;
      const visitor = await addVisitor(storage);
      const set = { requestsPerMinute: 5 };
      expect(await storage.setOverrides(id<OrganizationId>(), set, [])).toBe(false);
      expect(await storage.setOverrides(visitor.organizationId, set, [])).toBe(false);
      expect((await storage.findOrganization(visitor.organizationId))?.overrides).toEqual({});
    });

    it('listOrganizations gives those of people by name, with the number of keys that are in use', async () => {
      const { storage, organizationId } = fixture;
      await addVisitor(storage);
      await addOrganization(storage, 'Aachen');
      const organization = { organizationId, organizationName: 'Acme', plan: 'developer' };
      const keys = [newKey(), newKey(), newKey()];
      for (const key of keys) await storage.createLiveKey({ ...organization, key, nowMs: NOW });
      await storage.revokeKey(keys[0]?.id ?? id(), NOW);
      const found = await storage.listOrganizations();
      expect(found.map(({ name, keys: count }) => [name, count])).toEqual([
        ['Aachen', 0],
        ['Acme', 2],
      ]);
    });
  });
}
