import type { Database } from 'better-sqlite3';
import type { PlanName } from '../../organizations/plans.ts';
import type { Storage } from '../port.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { Write } from './group-commit.ts';
import { KEY_COLUMNS, restrictionColumns, toKey, type KeyRow } from './key-row.ts';

type Methods = Pick<Storage, 'findKey' | 'createLiveKey' | 'listLiveKeys' | 'revokeKey'>;

export function createApiKeys(db: Database, write: Write, cache: CredentialCache): Methods {
  const selectKey = db.prepare<[string], KeyRow>(
    `SELECT ${KEY_COLUMNS} FROM api_key k WHERE k.hash = ?`,
  );
  const insertOrganization = db.prepare<[string, string, string, number]>(
    'INSERT OR IGNORE INTO organization (id, name, plan, created_at_ms) VALUES (?, ?, ?, ?)',
  );
  const insertKey = db.prepare<(string | number | null)[]>(
    `INSERT INTO api_key (id, hash, tier, last4, name, organization_id, created_at_ms,
       access, modules, networks, expires_at_ms)
     VALUES (?, ?, 'live', ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectLive = db.prepare<[], KeyRow & { organization_name: string; plan: PlanName }>(
    `SELECT ${KEY_COLUMNS}, o.name AS organization_name, o.plan
     FROM api_key k JOIN organization o ON o.id = k.organization_id
     WHERE k.tier = 'live' ORDER BY k.created_at_ms, k.id`,
  );
  const revoke = db.prepare<[number, string]>(
    'UPDATE api_key SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL',
  );

  return {
    findKey: async (hash) =>
      cache.keys.get(hash, () => {
        const row = selectKey.get(hash);
        return row ? toKey(row) : null;
      }),
    createLiveKey: (input) =>
      write(() => {
        insertOrganization.run(
          input.organizationId,
          input.organizationName,
          input.plan,
          input.nowMs,
        );
        const { id, hash, last4, name } = input.key;
        const values = [id, hash, last4, name, input.organizationId, input.nowMs];
        insertKey.run(...values, ...restrictionColumns(input.key));
      }),
    async listLiveKeys() {
      return selectLive.all().map((row) => ({
        ...toKey(row),
        organizationName: row.organization_name,
        plan: row.plan,
      }));
    },
    revokeKey: (id, nowMs) => write(() => revoke.run(nowMs, id).changes === 1),
  };
}
