import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { SessionRecord, SessionStatus, Storage } from '../port.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<
  Storage,
  'createSession' | 'findSession' | 'listSessions' | 'updateSession' | 'deleteSession'
>;

interface Row {
  id: string;
  organization_id: string;
  name: string;
  url: string;
  options: string;
  job_id: string | null;
  status: SessionStatus;
  created_at_ms: number;
}

/** The column is NOT NULL, and no URL is empty. */
const NO_URL = '';

/** Saved discovery configurations. Every statement names the organization that owns the row. */
export function createSessions(db: Database, write: Write): Methods {
  const insert = db.prepare<[Record<string, string | number | null>]>(
    `INSERT INTO session (id, organization_id, name, url, options, job_id, status, created_at_ms)
     VALUES (@id, @organizationId, @name, @url, @options, @jobId, @status, @createdAtMs)
     ON CONFLICT (id) DO NOTHING`,
  );
  const select = db.prepare<[string, string], Row>(
    'SELECT * FROM session WHERE id = ? AND organization_id = ?',
  );
  const selectPage = db.prepare<[string, number, number], Row>(
    `SELECT * FROM session WHERE organization_id = ?
     ORDER BY created_at_ms DESC, id LIMIT ? OFFSET ?`,
  );
  const count = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM session WHERE organization_id = ?',
  );
  const update = db.prepare<[string | null, string | null, string, string], Row>(
    `UPDATE session SET status = coalesce(?, status), job_id = coalesce(?, job_id)
     WHERE id = ? AND organization_id = ? RETURNING *`,
  );
  const remove = db.prepare<[string, string]>(
    'DELETE FROM session WHERE id = ? AND organization_id = ?',
  );
  return {
    createSession: (record) =>
      write(() => {
        insert.run({
          ...record,
          url: record.url ?? NO_URL,
          options: JSON.stringify(record.options),
        });
        const row = select.get(record.id, record.organizationId);
        if (!row) throw new Error('The ID of a new session belongs to another organization.');
        return toRecord(row);
      }),
    async findSession(id, organizationId) {
      const row = select.get(id, organizationId);
      return row ? toRecord(row) : null;
    },
    async listSessions(organizationId, page) {
      return {
        sessions: selectPage.all(organizationId, page.limit, page.offset).map(toRecord),
        total: count.get(organizationId)?.total ?? 0,
      };
    },
    updateSession: (id, organizationId, change) =>
      write(() => {
        const row = update.get(change.status ?? null, change.jobId ?? null, id, organizationId);
        return row ? toRecord(row) : null;
      }),
    deleteSession: (id, organizationId) =>
      write(() => remove.run(id, organizationId).changes === 1),
  };
}

function toRecord(row: Row): SessionRecord {
  return {
    id: trustId(row.id),
    organizationId: trustId(row.organization_id),
    name: row.name,
    url: row.url === NO_URL ? null : row.url,
    options: JSON.parse(row.options) as Record<string, unknown>,
    jobId: row.job_id === null ? null : trustId(row.job_id),
    status: row.status,
    createdAtMs: row.created_at_ms,
  };
}
