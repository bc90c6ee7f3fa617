import { setImmediate } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { DiscoveryKind, DiscoveryRecord, DiscoveryStatus, Storage } from '../port.ts';

type Methods = Pick<Storage, 'findDiscovery' | 'findArtifact' | 'listDiscoveries'>;

interface Row {
  id: string;
  organization_id: string;
  artifact_id: string;
  kind: DiscoveryKind;
  url: string;
  options: string;
  status: DiscoveryStatus;
  charge: DiscoveryRecord['charge'];
  created_at_ms: number;
  completed_at_ms: number | null;
  result: string | null;
  events: string | null;
  failure: string | null;
}

const columns = (events: string) =>
  `d.id, d.organization_id, d.artifact_id, d.kind, d.url, d.options, d.status,
  r.state AS charge, d.created_at_ms, d.completed_at_ms, d.result, ${events} AS events, d.failure
  FROM discovery d JOIN reservation r ON r.id = d.reservation_id`;
const COLUMNS = columns('d.events');
// Events say again what the result says: of a hundred discoveries they would be parsed for nothing.
const LISTED_COLUMNS = columns('NULL');

/** Stored discoveries. Every query names the organization: another tenant's row does not exist here. */
export function createDiscoveries(db: Database): Methods {
  const selectById = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} WHERE d.id = ? AND d.organization_id = ?`,
  );
  const selectByArtifact = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} WHERE d.artifact_id = ? AND d.organization_id = ?`,
  );
  const selectCompleted = db
    .prepare<[string, number], string>(
      `SELECT id FROM discovery WHERE organization_id = ? AND status = 'completed'
       ORDER BY created_at_ms DESC, id LIMIT ?`,
    )
    .pluck();
  const selectListed = db.prepare<[string, string], Row>(
    `SELECT ${LISTED_COLUMNS} WHERE d.id = ? AND d.organization_id = ?`,
  );
  const optional = (row: Row | undefined) => (row ? toRecord(row) : null);
  return {
    findDiscovery: async (id, organizationId) => optional(selectById.get(id, organizationId)),
    findArtifact: async (id, organizationId) => optional(selectByArtifact.get(id, organizationId)),
    async listDiscoveries(organizationId, limit) {
      const records = [];
      for (const id of selectCompleted.all(organizationId, limit)) {
        // Each may be megabytes to parse: others get their turn in between.
        await setImmediate();
        const row = selectListed.get(id, organizationId);
        if (row) records.push(toRecord(row));
      }
      return records;
    },
  };
}

function toRecord(row: Row): DiscoveryRecord {
  return {
    id: trustId(row.id),
    organizationId: trustId(row.organization_id),
    artifactId: trustId(row.artifact_id),
    kind: row.kind,
    url: row.url,
    options: JSON.parse(row.options) as Record<string, unknown>,
    status: row.status,
    charge: row.charge,
    createdAtMs: row.created_at_ms,
    completedAtMs: row.completed_at_ms,
    result: row.result === null ? null : JSON.parse(row.result),
    events: row.events === null ? [] : JSON.parse(row.events),
    failure: row.failure === null ? null : (JSON.parse(row.failure) as DiscoveryRecord['failure']),
  };
}
