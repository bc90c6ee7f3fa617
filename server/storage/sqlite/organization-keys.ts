import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { Storage } from '../port.ts';
import type { CreateKeyInput, ListedKey, RotateKeyInput } from '../port/keys.ts';
import type { AppendAudit } from './audit.ts';
import type { Write } from './group-commit.ts';
import { KEY_COLUMNS, restrictionColumns, toKey, WORKS, type KeyRow } from './key-row.ts';

type Methods = Pick<
  Storage,
  | 'createOrganizationKey'
  | 'listOrganizationKeys'
  | 'findOrganizationKey'
  | 'rotateKey'
  | 'revokeOrganizationKey'
  | 'countKeyRequests'
>;

type ListedRow = KeyRow & { last_used_at_ms: number | null };

/** Live keys as the members of their organization make, rotate and revoke them. */
export function createOrganizationKeys(
  db: Database,
  write: Write,
  appendAudit: AppendAudit,
): Methods {
  const changes = prepareChanges(db);
  const selectAll = db.prepare<[string, number, number], ListedRow>(
    `SELECT ${KEY_COLUMNS}, k.last_used_at_ms FROM api_key k
     WHERE k.organization_id = ? AND k.tier = 'live'
     ORDER BY (${WORKS}) DESC, k.created_at_ms DESC, k.id LIMIT ?`,
  );
  const selectOne = db.prepare<[string, string], ListedRow>(
    `SELECT ${KEY_COLUMNS}, k.last_used_at_ms FROM api_key k
     WHERE k.id = ? AND k.organization_id = ? AND k.tier = 'live'`,
  );
  const countRequests = db.prepare<[string, string], { key_id: string; day: string; n: number }>(
    `SELECT key_id, day, sum(requests) AS n FROM usage_daily
     WHERE organization_id = ? AND day >= ? GROUP BY key_id, day`,
  );

  // Counted and inserted in one transaction, so that two calls at once cannot both take the last place.
  function create({ organizationId, key, createdBy, ...input }: CreateKeyInput): boolean {
    if (changes.countActive(organizationId, input.nowMs) >= input.activeKeysMax) return false;
    changes.insert([
      ...[key.id, key.hash, key.last4, key.name, organizationId, createdBy, input.nowMs],
      ...restrictionColumns(key),
    ]);
    appendAudit(input.audit);
    return true;
  }

  function rotate({ id, organizationId, newKey, ...input }: RotateKeyInput): boolean {
    const { nowMs, overlapMs, newExpiresAtMs, createdBy } = input;
    const copied = changes.copy([
      ...[newKey.id, newKey.hash, newKey.last4, createdBy, nowMs, newExpiresAtMs],
      ...[id, organizationId, nowMs],
    ]);
    if (!copied) return false;
    if (overlapMs === 0) changes.replaceNow([newKey.id, nowMs, id]);
    else changes.replaceLater([newKey.id, nowMs + overlapMs, nowMs + overlapMs, id]);
    appendAudit(input.audit);
    return true;
  }

  return {
    createOrganizationKey: (input) => write(() => create(input)),
    listOrganizationKeys: async (organizationId, { limit, nowMs }) =>
      selectAll.all(organizationId, nowMs, limit).map(toListed),
    async findOrganizationKey(id, organizationId) {
      const row = selectOne.get(id, organizationId);
      return row ? toListed(row) : null;
    },
    rotateKey: (input) => write(() => rotate(input)),
    revokeOrganizationKey: ({ id, organizationId, audit, nowMs }) =>
      write(() => {
        const isRevoked = changes.revoke([nowMs, id, organizationId]);
        if (isRevoked) appendAudit(audit);
        return isRevoked;
      }),
    countKeyRequests: async (organizationId, sinceDay) =>
      countRequests
        .all(organizationId, sinceDay)
        .map(({ key_id, day, n }) => ({ keyId: trustId(key_id), day, requests: n })),
  };
}

const toListed = (row: ListedRow): ListedKey => ({
  ...toKey(row),
  lastUsedAtMs: row.last_used_at_ms,
});

type Values = readonly (string | number | null)[];

/** The statements that change a key. Synchronous: called within a transaction. */
function prepareChanges(db: Database) {
  const run = (sql: string) => {
    const statement = db.prepare<(string | number | null)[]>(sql);
    return (values: Values): boolean => statement.run(...values).changes === 1;
  };
  const countActive = db
    .prepare<[string, number], number>(
      `SELECT count(*) FROM api_key k
       WHERE k.organization_id = ? AND k.tier = 'live' AND k.replaced_by IS NULL AND ${WORKS}`,
    )
    .pluck();
  return {
    countActive: (organizationId: string, nowMs: number) =>
      countActive.get(organizationId, nowMs) ?? 0,
    insert: run(
      `INSERT INTO api_key (id, hash, tier, last4, name, organization_id, created_by, created_at_ms,
         access, modules, networks, expires_at_ms)
       VALUES (?, ?, 'live', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    // The condition is what makes a rotation happen once: the second one finds `replaced_by` set.
    copy: run(
      `INSERT INTO api_key (id, hash, tier, last4, name, organization_id, access, modules, networks,
         created_by, created_at_ms, expires_at_ms)
       SELECT ?, ?, 'live', ?, k.name, k.organization_id, k.access, k.modules, k.networks, ?, ?, ?
       FROM api_key k WHERE k.id = ? AND k.organization_id = ? AND k.tier = 'live'
         AND k.replaced_by IS NULL AND ${WORKS}`,
    ),
    replaceNow: run('UPDATE api_key SET replaced_by = ?, revoked_at_ms = ? WHERE id = ?'),
    // An expiry that comes before the end of the overlap stays.
    replaceLater: run(
      `UPDATE api_key SET replaced_by = ?, expires_at_ms = min(coalesce(expires_at_ms, ?), ?)
       WHERE id = ?`,
    ),
    revoke: run(
      `UPDATE api_key SET revoked_at_ms = ?
       WHERE id = ? AND organization_id = ? AND tier = 'live' AND revoked_at_ms IS NULL`,
    ),
  };
}
