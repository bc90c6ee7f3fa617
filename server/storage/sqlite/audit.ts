import type { Database } from 'better-sqlite3';
import type { AuditAction } from '../../../shared/organization.ts';
import { trustId } from '../../identifiers/ids.ts';
import type { AuditRecord, AuditStorage } from '../port/audit.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<AuditStorage, keyof AuditStorage>;

interface Row {
  id: string;
  organization_id: string;
  at_ms: number;
  action: AuditAction;
  actor: string;
  target: string;
}

const COLUMNS = 'id, organization_id, at_ms, action, actor, target';

/** Adds an event. Synchronous: call it within the transaction that does what the event tells. */
export type AppendAudit = (record: AuditRecord) => void;

export function createAppendAudit(db: Database): AppendAudit {
  const insert = db.prepare<[string, string, number, string, string, string]>(
    `INSERT INTO audit_event (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return ({ id, organizationId, atMs, action, actor, target }) => {
    insert.run(id, organizationId, atMs, action, actor, target);
  };
}

export function createAudit(db: Database, write: Write, append: AppendAudit): Methods {
  const selectNewest = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} FROM audit_event WHERE organization_id = ? ORDER BY sequence DESC LIMIT ?`,
  );
  // The organization is part of the inner query too: another one's event must not show how many there are.
  const selectBefore = db.prepare<[string, string, string, number], Row>(
    `SELECT ${COLUMNS} FROM audit_event WHERE organization_id = ? AND sequence <
       (SELECT sequence FROM audit_event WHERE id = ? AND organization_id = ?)
     ORDER BY sequence DESC LIMIT ?`,
  );
  return {
    appendAudit: (record) => write(() => append(record)),
    async listAudit(organizationId, { before, limit }) {
      const rows =
        before === null
          ? selectNewest.all(organizationId, limit)
          : selectBefore.all(organizationId, before, organizationId, limit);
      return rows.map(toRecord);
    },
  };
}

const toRecord = (row: Row): AuditRecord => ({
  id: trustId(row.id),
  organizationId: trustId(row.organization_id),
  atMs: row.at_ms,
  action: row.action,
  actor: row.actor,
  target: row.target,
});
