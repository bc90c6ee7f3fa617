import { describe, expect, it } from 'vitest';
import type { AuditEventId } from '../../../server/identifiers/ids.ts';
import type { Storage } from '../../../server/storage/port.ts';
import { addOrganization, auditOf, id, useStorage } from './fixture.ts';

/** What storage does with the log of who did what. */
export function auditContract(open: () => Promise<Storage>): void {
  describe('the audit log', () => {
    const fixture = useStorage(open);

    it('listAudit gives an organization’s events newest first, in the order of writing even at the same time, page by page', async () => {
      const { storage, organizationId } = fixture;
      const records = ['a', 'b', 'c', 'd', 'e'].map((target) => auditOf(organizationId, target));
      for (const record of records) await storage.appendAudit(record);
      const first = await storage.listAudit(organizationId, { before: null, limit: 2 });
      expect(first).toEqual([records[4], records[3]]);
      const before = first.at(-1)?.id ?? null;
      const second = await storage.listAudit(organizationId, { before, limit: 10 });
      expect(second.map(({ target }) => target)).toEqual(['c', 'b', 'a']);
    });

    it('listAudit finds nothing for another organization, nor before an event of another or an unknown one', async () => {
      const { storage, organizationId } = fixture;
      const other = await addOrganization(storage);
      const theirs = auditOf(other, 'theirs');
      await storage.appendAudit(auditOf(organizationId, 'ours'));
      await storage.appendAudit(theirs);
      const list = (before: AuditEventId | null) =>
        storage.listAudit(organizationId, { before, limit: 10 });
      expect((await list(null)).map(({ target }) => target)).toEqual(['ours']);
      expect(await list(theirs.id)).toEqual([]);
      expect(await list(id<AuditEventId>())).toEqual([]);
    });
  });
}
