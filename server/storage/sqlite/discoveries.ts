import { setImmediate } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import {
  trustId,
  type ArtifactId,
  type DiscoveryId,
  type OrganizationId,
} from '../../identifiers/ids.ts';
import type { Storage } from '../port.ts';
import type {
  DiscoveryKind,
  DiscoveryRecord,
  DiscoveryStatus,
  DiscoveryText,
} from '../port/discoveries.ts';
import { createRowCache } from './row-cache.ts';
import type { OtherConnections } from './watch-connections.ts';

type Methods = Pick<
  Storage,
  'findDiscovery' | 'findDiscoveryText' | 'findArtifact' | 'listDiscoveries'
>;

interface Row {
  id: string;
  organization_id: string;
  artifact_id: string;
  kind: DiscoveryKind;
  url: string;
  status: DiscoveryStatus;
  charge: DiscoveryRecord['charge'];
  created_at_ms: number;
  completed_at_ms: number | null;
  result: string | null;
  failure: string | null;
}

interface FullRow extends Row {
  options: string;
  events: string | null;
}

interface TextRow extends Row {
  endpoint_count: number | null;
}

// The state is read by a subquery: SQLite takes four times as long for a join of the two tables.
const select = (more: string) =>
  `SELECT d.id, d.organization_id, d.artifact_id, d.kind, d.url, d.status,
  (SELECT state FROM reservation WHERE id = d.reservation_id) AS charge,
  d.created_at_ms, d.completed_at_ms, d.result, d.failure, ${more}
  FROM discovery d`;
const SELECT = select('d.options, d.events');
// Without the events, which repeat the result: parsing those of a hundred discoveries would be wasted.
const SELECT_LISTED = select('d.options, NULL AS events');
const SELECT_TEXT = select('d.endpoint_count');
const BY_ID = 'WHERE d.id = ? AND d.organization_id = ?';

/** Characters of ended discoveries that are remembered: 16 MB, or 32 MB of text beyond Latin-1. */
const TEXTS_LENGTH_MAX = 16 * 1024 * 1024;
/** About what a row takes beside its result. */
const ROW_LENGTH = 1_000;

/** Stored discoveries. Every query names the organization, so that no other organization's row is ever found. */
export function createDiscoveries(db: Database, others: OtherConnections): Methods {
  const selectById = db.prepare<[string, string], FullRow>(`${SELECT} ${BY_ID}`);
  const selectByArtifact = db.prepare<[string, string], FullRow>(
    `${SELECT} WHERE d.artifact_id = ? AND d.organization_id = ?`,
  );
  const selectCompleted = db
    .prepare<[string, number], string>(
      `SELECT id FROM discovery WHERE organization_id = ? AND status = 'completed'
       ORDER BY created_at_ms DESC, id LIMIT ?`,
    )
    .pluck();
  const selectListed = db.prepare<[string, string], FullRow>(`${SELECT_LISTED} ${BY_ID}`);
  const selectText = db.prepare<[string, string], TextRow>(`${SELECT_TEXT} ${BY_ID}`);
  const texts = createRowCache<DiscoveryText>(db, others, {
    table: 'discovery',
    weightMax: TEXTS_LENGTH_MAX,
    // A run that has not ended changes, and so does its charge.
    weigh: ({ status, charge, result }) =>
      status === 'running' || charge === 'reserved' ? null : ROW_LENGTH + (result?.length ?? 0),
  });
  const optional = (row: FullRow | undefined) => (row ? toRecord(row) : null);
  return {
    findDiscovery: async (id, organizationId) => optional(selectById.get(id, organizationId)),
    async findDiscoveryText(id, organizationId) {
      const text = texts.get(id, () => {
        const row = selectText.get(id, organizationId);
        return row && toText(row);
      });
      // It may have been remembered for its own organization, and be asked for by another one.
      return text?.organizationId === organizationId ? text : null;
    },
    findArtifact: async (id, organizationId) => optional(selectByArtifact.get(id, organizationId)),
    async listDiscoveries(organizationId, limit) {
      const records = [];
      for (const id of selectCompleted.all(organizationId, limit)) {
        // Parsing one may take megabytes, so other requests get a turn of the event loop in between.
        await setImmediate();
        const row = selectListed.get(id, organizationId);
        if (row) records.push(toRecord(row));
      }
      return records;
    },
  };
}

function toRecord(row: FullRow): DiscoveryRecord {
  return {
    ...common(row),
    options: JSON.parse(row.options) as Record<string, unknown>,
    result: row.result === null ? null : JSON.parse(row.result),
    events: row.events === null ? [] : JSON.parse(row.events),
  };
}

const toText = (row: TextRow): DiscoveryText => ({
  ...common(row),
  result: row.result,
  endpointCount: row.endpoint_count,
});

function common(row: Row) {
  return {
    id: trustId<DiscoveryId>(row.id),
    organizationId: trustId<OrganizationId>(row.organization_id),
    artifactId: trustId<ArtifactId>(row.artifact_id),
    kind: row.kind,
    url: row.url,
    status: row.status,
    charge: row.charge,
    createdAtMs: row.created_at_ms,
    completedAtMs: row.completed_at_ms,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as DiscoveryRecord['failure']),
  };
}
