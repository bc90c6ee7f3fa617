import { describe, expect, it } from 'vitest';
import { makeClaimCode } from '../../../server/identifiers/claim-code.ts';
import type { OrganizationId } from '../../../server/identifiers/ids.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import type { Storage } from '../../../server/storage/port.ts';
import type { ClaimProof } from '../../../server/storage/port/claims.ts';
import {
  addDiscovery,
  addOrganization,
  addVisitor,
  auditOf,
  newKey,
  NOW,
  targetsIn,
  useStorage,
} from './fixture.ts';

/** What storage does when an organization takes over a visitor's discoveries. */
export function claimsContract(open: () => Promise<Storage>): void {
  describe('claims', () => {
    const fixture = useStorage(open);

    async function createCode(
      organizationId: OrganizationId,
      { openMax = 5, nowMs = NOW, expiresAtMs = NOW + 1_000 } = {},
    ): Promise<ClaimProof> {
      const { hash } = makeClaimCode(systemRandom, '192.0.2.1/32');
      await fixture.storage.createClaimCode({ hash, organizationId, openMax, expiresAtMs, nowMs });
      return { kind: 'code', hash };
    }
    const claim = (
      proof: ClaimProof,
      { organizationId = fixture.organizationId, nowMs = NOW } = {},
    ) =>
      fixture.storage.claimDiscoveries({
        proof,
        organizationId,
        idSeed: systemRandom.uuid(),
        audit: auditOf(organizationId),
        targets: { one: 'claimed 1', other: 'claimed {count}' },
        nowMs,
      });
    const listed = async (organizationId: OrganizationId) =>
      (await fixture.storage.searchDiscoveries(organizationId, { query: '', limit: 99, offset: 0 }))
        .discoveries;

    it('claimDiscoveries copies what is completed under new IDs, and leaves the visitor theirs and their ledger', async () => {
      const { storage, organizationId } = fixture;
      const visitor = await addVisitor(storage);
      const done = await addDiscovery(storage, visitor, { url: 'https://done.example/' });
      await addDiscovery(storage, visitor, { url: 'https://runs.example/', result: null });
      const outcome = await claim(await createCode(visitor.organizationId));
      expect(outcome).toEqual({ kind: 'claimed', discoveries: 1 });

      const [copy, ...rest] = await listed(organizationId);
      if (!copy) throw new Error('nothing was copied');
      expect(rest).toEqual([]);
      expect(copy).toMatchObject({ url: 'https://done.example/', isClaimed: true });
      expect(copy.id).not.toBe(done.discoveryId);
      expect(await storage.findDiscovery(copy.id, organizationId)).toMatchObject({
        status: 'completed',
        result: { endpoints: [1, 2] },
        events: [{ type: 'done', discovery_id: copy.id }],
      });
      expect(await storage.findDiscovery(done.discoveryId, visitor.organizationId)).not.toBeNull();
      expect(await storage.readLedger(visitor.ledger)).toEqual({ limit: 10, used: 1, reserved: 1 });
      expect(await targetsIn(storage, organizationId)).toEqual(['claimed 1']);
    });

    it('claimDiscoveries by the same organization again copies what came later, and nothing twice', async () => {
      const { storage, organizationId } = fixture;
      const visitor = await addVisitor(storage);
      await addDiscovery(storage, visitor);
      await claim(await createCode(visitor.organizationId));
      await addDiscovery(storage, visitor);
      expect(await claim({ kind: 'key', hash: visitor.key.hash })).toEqual({
        kind: 'claimed',
        discoveries: 1,
      });
      expect(await listed(organizationId)).toHaveLength(2);
    });

    it('a code works once, however many use it at the same moment', async () => {
      const visitor = await addVisitor(fixture.storage);
      await addDiscovery(fixture.storage, visitor);
      const code = await createCode(visitor.organizationId);
      const kinds = (await Promise.all([claim(code), claim(code), claim(code)])).map(
        ({ kind }) => kind,
      );
      expect(kinds.toSorted()).toEqual(['claimed', 'invalid', 'invalid']);
    });

    it('a second organization gets nothing, and uses its code up', async () => {
      const { storage } = fixture;
      const visitor = await addVisitor(storage);
      await addDiscovery(storage, visitor);
      await claim(await createCode(visitor.organizationId));
      const organizationId = await addOrganization(storage);
      const code = await createCode(visitor.organizationId);
      expect(await claim(code, { organizationId })).toEqual({ kind: 'taken' });
      expect(await claim(code)).toEqual({ kind: 'invalid' });
      expect(await listed(organizationId)).toEqual([]);
      expect(await targetsIn(storage, organizationId)).toEqual([]);
    });

    it('an unknown code, an expired one, an unknown key, a revoked one and a live one are no proof', async () => {
      const { storage, organizationId } = fixture;
      const visitor = await addVisitor(storage);
      const expired = await createCode(visitor.organizationId, { expiresAtMs: NOW + 5 });
      const key = newKey();
      const organization = { organizationId, organizationName: 'Acme', plan: 'developer' };
      await storage.createLiveKey({ ...organization, key, nowMs: NOW });
      await storage.revokeKey(visitor.key.id, NOW);
      const { hash } = makeClaimCode(systemRandom, '192.0.2.1/32');
      const outcomes = [
        await claim({ kind: 'code', hash }),
        await claim(expired, { nowMs: NOW + 5 }),
        await claim({ kind: 'key', hash: newKey().hash }),
        await claim({ kind: 'key', hash: visitor.key.hash }),
        await claim({ kind: 'key', hash: key.hash }),
      ];
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('invalid'));
    });

    it('createClaimCode keeps the newest codes of a visitor, up to the limit', async () => {
      const { organizationId } = await addVisitor(fixture.storage);
      const codes: ClaimProof[] = [];
      for (let index = 0; index < 4; index += 1) {
        codes.push(await createCode(organizationId, { openMax: 2, nowMs: NOW + index }));
      }
      const kinds = [];
      for (const code of codes) kinds.push((await claim(code)).kind);
      expect(kinds).toEqual(['invalid', 'invalid', 'claimed', 'claimed']);
    });
  });
}
