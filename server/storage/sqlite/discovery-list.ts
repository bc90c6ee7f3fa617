import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { DiscoveryKind, DiscoveryStatus } from '../port/discoveries.ts';
import type { DiscoveryListStorage, ListedDiscovery } from '../port/discovery-list.ts';

interface Row {
  id: string;
  artifact_id: string;
  kind: DiscoveryKind;
  url: string;
  status: DiscoveryStatus;
  endpoint_count: number | null;
  created_at_ms: number;
  completed_at_ms: number | null;
  claimed_from: string | null;
}

/** The index holds every column that these read, so that no result, which may be megabytes, is touched. */
const FROM = `FROM discovery INDEXED BY discovery_listed
  WHERE organization_id = ? AND url LIKE ? ESCAPE '\\'`;

export function createDiscoveryList(db: Database): Pick<DiscoveryListStorage, 'searchDiscoveries'> {
  const select = db.prepare<[string, string, number, number], Row>(
    `SELECT id, artifact_id, kind, url, status, endpoint_count, created_at_ms, completed_at_ms, claimed_from
     ${FROM} ORDER BY created_at_ms DESC, id DESC LIMIT ? OFFSET ?`,
  );
  const count = db.prepare<[string, string], number>(`SELECT count(*) ${FROM}`).pluck();
  return {
    async searchDiscoveries(organizationId, { query, limit, offset }) {
      const pattern = `%${query.replaceAll(/[\\%_]/g, '\\$&')}%`;
      return {
        discoveries: select.all(organizationId, pattern, limit, offset).map(toListed),
        total: count.get(organizationId, pattern) ?? 0,
      };
    },
  };
}

const toListed = (row: Row): ListedDiscovery => ({
  id: trustId(row.id),
  artifactId: trustId(row.artifact_id),
  kind: row.kind,
  url: row.url,
  status: row.status,
  endpointCount: row.endpoint_count,
  createdAtMs: row.created_at_ms,
  completedAtMs: row.completed_at_ms,
  isClaimed: row.claimed_from !== null,
});
