import type { Database } from 'better-sqlite3';
import type { ApiKeyHash } from '../../identifiers/api-key.ts';
import type { OrganizationId } from '../../identifiers/ids.ts';
import type { OrganizationRecord } from '../port.ts';
import type { KeyRecord } from '../port/keys.ts';
import type { OtherConnections } from './watch-connections.ts';

/** About 5 MB for each of the two maps. */
const ENTRIES_MAX = 10_000;

/** A bounded map in front of a table. */
export interface RowCache<Id, Row> {
  /** What is remembered; else what `read` finds. A row that does not exist is never remembered. */
  get(id: Id, read: () => Row | null): Row | null;
}

export interface CredentialCache {
  keys: RowCache<ApiKeyHash, KeyRecord>;
  organizations: RowCache<OrganizationId, OrganizationRecord>;
}

/**
 * Remembers keys, and organizations with their plans and overrides, so that a request with a known key reads no row. All is
 * forgotten as soon as a row changes, so that a revoked key is refused at the very next request:
 *
 * - by this connection: triggers report it, whichever statement changed the row;
 * - by another connection or process: a commit of theirs empties both maps, see `watchOtherConnections`.
 *
 * Only what exists is remembered: made-up keys put nothing in.
 */
export function createCredentialCache(
  db: Database,
  others: OtherConnections,
  entriesMax = ENTRIES_MAX,
): CredentialCache {
  const keys = new Map<ApiKeyHash, KeyRecord>();
  const organizations = new Map<OrganizationId, OrganizationRecord>();
  const forget = () => {
    keys.clear();
    organizations.clear();
  };
  reportChanges(db, forget);
  others.onCommit(forget);

  function cacheOf<Id, Row>(rows: Map<Id, Row>): RowCache<Id, Row> {
    return {
      get(id, read) {
        // Before the row is read: what changes in between then shows in the next comparison.
        others.look();
        const known = rows.get(id);
        if (known !== undefined) return known;
        const row = read();
        if (row === null) return null;
        const oldest = rows.keys().next();
        if (rows.size >= entriesMax && !oldest.done) rows.delete(oldest.value);
        rows.set(id, row);
        return row;
      },
    };
  }
  return { keys: cacheOf(keys), organizations: cacheOf(organizations) };
}

/**
 * Calls back when a remembered column changes or a row is deleted. A new key or organization changes nothing
 * remembered; a new plan or override does, because an organization's record holds both. `last_used_at_ms`, which is
 * written every second, is not part of it.
 */
function reportChanges(db: Database, onChange: () => void): void {
  db.function('report_credential_change', () => {
    onChange();
    return null;
  });
  // The triggers belong to this connection and are not stored in the file.
  db.pragma('temp_store = MEMORY');
  const changes = [
    'UPDATE OF hash, tier, last4, name, organization_id, created_at_ms, expires_at_ms, ' +
      'revoked_at_ms, access, modules, networks, created_by, replaced_by ON main.api_key',
    'DELETE ON main.api_key',
    'UPDATE ON main.organization',
    'DELETE ON main.organization',
    ...anyChange('plan'),
    ...anyChange('organization_override'),
  ];
  for (const [index, change] of changes.entries()) {
    db.exec(
      `CREATE TEMP TRIGGER credential_change_${index} AFTER ${change}
       BEGIN SELECT report_credential_change(); END`,
    );
  }
}

const anyChange = (table: string) =>
  ['INSERT', 'UPDATE', 'DELETE'].map((change) => `${change} ON main.${table}`);
