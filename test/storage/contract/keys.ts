import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../../server/client-address/network.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../../../server/identifiers/ids.ts';
import type { Storage } from '../../../server/storage/port.ts';
import type { KeyRestrictions, NewKey } from '../../../server/storage/port/keys.ts';
import {
  addOrganization,
  addVisitor,
  auditOf,
  DAY_MS,
  id,
  newKey,
  NOW,
  targetsIn,
  UNRESTRICTED,
  useStorage,
} from './fixture.ts';

const ADA = id<UserId>();

/** What storage does with live keys. */
export function keysContract(open: () => Promise<Storage>): void {
  describe('live keys', () => {
    const fixture = useStorage(open);

    function create(
      change: Partial<NewKey & KeyRestrictions> = {},
      { activeKeysMax = 100, organizationId = fixture.organizationId, nowMs = NOW } = {},
    ) {
      const key = { ...newKey(), ...UNRESTRICTED, ...change };
      const audit = auditOf(organizationId, `made ${key.name}`);
      const input = { organizationId, key, createdBy: ADA, activeKeysMax, audit, nowMs };
      return { key, done: fixture.storage.createOrganizationKey(input) };
    }
    async function created(...input: Parameters<typeof create>) {
      const { key, done } = create(...input);
      expect(await done).toBe(true);
      return key;
    }
    const rotate = (
      key: ApiKeyId,
      { overlapMs = DAY_MS, organizationId = fixture.organizationId, nowMs = NOW } = {},
    ) => {
      const next = newKey();
      const audit = auditOf(organizationId, 'rotated');
      const times = { newExpiresAtMs: null, overlapMs, nowMs };
      const input = { id: key, organizationId, newKey: next, createdBy: ADA, audit, ...times };
      return { next, done: fixture.storage.rotateKey(input) };
    };
    const find = (key: NewKey) => fixture.storage.findKey(key.hash);

    it('findKey gives back every restriction that a key was made with, and null for an unknown hash', async () => {
      const network = parseCidr('192.0.2.0/24');
      if (!network) throw new Error('no network');
      const key = await created({
        access: 'read',
        modules: ['skanyr'],
        networks: [network],
        expiresAtMs: NOW + DAY_MS,
      });
      const found = await find(key);
      expect(found).toMatchObject({
        id: key.id,
        tier: 'live',
        last4: key.last4,
        name: 'CI',
        organizationId: fixture.organizationId,
        access: 'read',
        modules: ['skanyr'],
        createdAtMs: NOW,
        expiresAtMs: NOW + DAY_MS,
        revokedAtMs: null,
        createdBy: ADA,
        replacedBy: null,
      });
      expect(found?.networks?.map((each) => each.contains('192.0.2.7'))).toEqual([true]);
      expect(found?.networks?.map((each) => each.contains('198.51.100.7'))).toEqual([false]);
      expect(await find(newKey())).toBeNull();
    });

    it('createLiveKey makes the organization where it is not there, and keeps the one that is', async () => {
      const made = id<OrganizationId>();
      const add = (organizationName: string) =>
        fixture.storage.createLiveKey({
          organizationId: made,
          organizationName,
          plan: 'enterprise',
          key: newKey(),
          nowMs: NOW,
        });
      await add('First');
      await add('Second');
      expect(await fixture.storage.findOrganization(made)).toMatchObject({
        name: 'First',
        plan: 'enterprise',
      });
      const live = await fixture.storage.listLiveKeys();
      expect(live.filter(({ organizationId }) => organizationId === made)).toHaveLength(2);
    });

    it('listLiveKeys names every organization’s keys with its plan, and no visitor’s', async () => {
      const key = await created();
      await addVisitor(fixture.storage);
      expect(await fixture.storage.listLiveKeys()).toEqual([
        expect.objectContaining({ id: key.id, organizationName: 'Acme', plan: 'developer' }),
      ]);
    });

    it('revokeKey takes effect for the next findKey, and changes nothing a second time', async () => {
      const key = await created();
      await find(key);
      expect(await fixture.storage.revokeKey(key.id, NOW + 1)).toBe(true);
      expect(await fixture.storage.revokeKey(key.id, NOW + 2)).toBe(false);
      expect(await find(key)).toMatchObject({ revokedAtMs: NOW + 1 });
    });

    it('createOrganizationKey makes no more than the limit, however many ask at once, and tells of each it made', async () => {
      const made = await Promise.all(
        Array.from({ length: 10 }, () => create({}, { activeKeysMax: 3 }).done),
      );
      expect(made.filter(Boolean)).toHaveLength(3);
      expect(await targetsIn(fixture.storage, fixture.organizationId)).toHaveLength(3);
    });

    it('createOrganizationKey counts neither revoked, expired nor replaced keys, nor another organization’s', async () => {
      const { storage, organizationId } = fixture;
      const revoked = await created();
      await storage.revokeKey(revoked.id, NOW);
      await created({ expiresAtMs: NOW - 1 });
      await rotate((await created()).id).done;
      await created({}, { organizationId: await addOrganization(storage) });
      // The rotated key's successor is the one that counts.
      expect(await create({}, { activeKeysMax: 1 }).done).toBe(false);
      expect(await create({}, { activeKeysMax: 2, organizationId }).done).toBe(true);
    });

    it('listOrganizationKeys gives those that work first, then the newest, up to the limit', async () => {
      const { storage, organizationId } = fixture;
      const revoked = await created({ name: 'revoked' }, { nowMs: NOW + 9 });
      await storage.revokeKey(revoked.id, NOW);
      await created({ name: 'old' }, { nowMs: NOW + 1 });
      await created({ name: 'new' }, { nowMs: NOW + 2 });
      await created({ name: 'foreign' }, { organizationId: await addOrganization(storage) });
      const names = async (limit: number) =>
        (await storage.listOrganizationKeys(organizationId, { limit, nowMs: NOW + 10 })).map(
          ({ name }) => name,
        );
      expect(await names(10)).toEqual(['new', 'old', 'revoked']);
      expect(await names(2)).toEqual(['new', 'old']);
    });

    it('findOrganizationKey finds a key for its own organization alone', async () => {
      const { storage, organizationId } = fixture;
      const key = await created();
      const other = await addOrganization(storage);
      expect(await storage.findOrganizationKey(key.id, organizationId)).toMatchObject({
        id: key.id,
        lastUsedAtMs: null,
      });
      expect(await storage.findOrganizationKey(key.id, other)).toBeNull();
    });

    it('rotateKey copies name and restrictions, and ends the old key after the overlap', async () => {
      const key = await created({ access: 'read', modules: ['skanyr'] });
      const { next, done } = rotate(key.id);
      expect(await done).toBe(true);
      expect(await find(next)).toMatchObject({
        name: 'CI',
        access: 'read',
        modules: ['skanyr'],
        expiresAtMs: null,
        replacedBy: null,
      });
      expect(await find(key)).toMatchObject({
        expiresAtMs: NOW + DAY_MS,
        replacedBy: next.id,
        revokedAtMs: null,
      });
      expect(await targetsIn(fixture.storage, fixture.organizationId)).toContain('rotated');
    });

    it('rotateKey without an overlap revokes the old key, and with one never lets it live longer', async () => {
      const now = await created();
      await rotate(now.id, { overlapMs: 0 }).done;
      expect(await find(now)).toMatchObject({ revokedAtMs: NOW });
      const soon = await created({ expiresAtMs: NOW + 5 });
      await rotate(soon.id).done;
      expect(await find(soon)).toMatchObject({ expiresAtMs: NOW + 5 });
    });

    it('rotateKey replaces a key once, however many ask at once, and never one that does not work or is another’s', async () => {
      const { storage } = fixture;
      const key = await created();
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => rotate(key.id).done));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const revoked = await created();
      await storage.revokeKey(revoked.id, NOW);
      expect(await rotate(revoked.id).done).toBe(false);
      expect(await rotate((await created({ expiresAtMs: NOW - 1 })).id).done).toBe(false);
      const organizationId = await addOrganization(storage);
      expect(await rotate((await created()).id, { organizationId }).done).toBe(false);
      expect(await targetsIn(storage, organizationId)).toEqual([]);
    });

    it('revokeOrganizationKey revokes once and tells of it, and never another organization’s key', async () => {
      const { storage, organizationId } = fixture;
      const key = await created();
      const other = await addOrganization(storage);
      const revoke = (by: OrganizationId) =>
        storage.revokeOrganizationKey({
          id: key.id,
          organizationId: by,
          audit: auditOf(by, 'revoked'),
          nowMs: NOW,
        });
      expect(await revoke(other)).toBe(false);
      expect(await find(key)).toMatchObject({ revokedAtMs: null });
      expect([await revoke(organizationId), await revoke(organizationId)]).toEqual([true, false]);
      expect(await targetsIn(storage, organizationId)).toEqual(['revoked', 'made CI']);
      expect(await targetsIn(storage, other)).toEqual([]);
    });

    it('reportLeakedKey revokes a key that works, once, and nothing else', async () => {
      const { storage, organizationId } = fixture;
      const key = await created();
      const report = (hash: NewKey['hash']) =>
        storage.reportLeakedKey({ hash, audit: auditOf(organizationId, 'leaked'), nowMs: NOW });
      expect(await report(newKey().hash)).toBe(false);
      expect([await report(key.hash), await report(key.hash)]).toEqual([true, false]);
      expect(await find(key)).toMatchObject({ revokedAtMs: NOW });
      expect(await targetsIn(storage, organizationId)).toEqual(['leaked', 'made CI']);
      expect(await storage.reportLeakedKey({ hash: newKey().hash, audit: null, nowMs: NOW })).toBe(
        false,
      );
    });

    it('listExpiringKeys gives the keys that work, were not replaced, and expire between the two times', async () => {
      const { storage } = fixture;
      const at = (days: number, name: string) =>
        created({ expiresAtMs: NOW + days * DAY_MS, name });
      await created({ name: 'never' });
      await at(20, 'later');
      await at(-1, 'before');
      await at(3, 'third');
      await at(2, 'second');
      await storage.revokeKey((await at(2, 'revoked')).id, NOW);
      await rotate((await at(2, 'replaced')).id).done;
      const found = await storage.listExpiringKeys(NOW, NOW + 14 * DAY_MS);
      expect(found.map(({ name }) => name)).toEqual(['second', 'third']);
    });

    it('takeNotice lets one of several callers send each notice of a key, and returnNotice lets it be sent again', async () => {
      const { storage } = fixture;
      const key = await created();
      const take = () => storage.takeNotice(key.id, 14, NOW);
      expect((await Promise.all([take(), take(), take()])).filter(Boolean)).toHaveLength(1);
      expect(await storage.takeNotice(key.id, 3, NOW)).toBe(true);
      await storage.returnNotice(key.id, 14);
      expect([await take(), await take()]).toEqual([true, false]);
    });
  });
}
