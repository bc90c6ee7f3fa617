import type { Database } from 'better-sqlite3';
import type { KeyTier } from '../../identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../identifiers/ids.ts';
import type { PlanName } from '../../organizations/plans.ts';
import type { KeyRecord, Storage } from '../port.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<
  Storage,
  'findKey' | 'createLiveKey' | 'listLiveKeys' | 'revokeKey' | 'recordUsage'
>;

interface KeyRow {
  id: string;
  tier: KeyTier;
  last4: string;
  name: string | null;
  organization_id: string;
  created_at_ms: number;
  expires_at_ms: number | null;
  revoked_at_ms: number | null;
}

const KEY_COLUMNS =
  'k.id, k.tier, k.last4, k.name, k.organization_id, k.created_at_ms, k.expires_at_ms, k.revoked_at_ms';

export function createApiKeys(db: Database, write: Write, cache: CredentialCache): Methods {
  const selectKey = db.prepare<[string], KeyRow>(
    `SELECT ${KEY_COLUMNS} FROM api_key k WHERE k.hash = ?`,
  );
  const insertOrganization = db.prepare<[string, string, string, number]>(
    'INSERT OR IGNORE INTO organization (id, name, plan, created_at_ms) VALUES (?, ?, ?, ?)',
  );
  const insertKey = db.prepare<[string, string, string, string | null, string, number]>(
    `INSERT INTO api_key (id, hash, tier, last4, name, organization_id, created_at_ms)
     VALUES (?, ?, 'live', ?, ?, ?, ?)`,
  );
  const selectLive = db.prepare<[], KeyRow & { organization_name: string; plan: PlanName }>(
    `SELECT ${KEY_COLUMNS}, o.name AS organization_name, o.plan
     FROM api_key k JOIN organization o ON o.id = k.organization_id
     WHERE k.tier = 'live' ORDER BY k.created_at_ms, k.id`,
  );
  const revoke = db.prepare<[number, string]>(
    'UPDATE api_key SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL',
  );
  // Adds to the stored number, so that rows may be written in any order.
  const addUsage = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO usage_daily (day, organization_id, key_id, module, requests) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (organization_id, day, key_id, module)
     DO UPDATE SET requests = requests + excluded.requests`,
  );
  const markKeyUsed = db.prepare<[number, string]>(
    'UPDATE api_key SET last_used_at_ms = max(coalesce(last_used_at_ms, 0), ?) WHERE id = ?',
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
        insertKey.run(id, hash, last4, name, input.organizationId, input.nowMs);
      }),
    async listLiveKeys() {
      return selectLive.all().map((row) => ({
        ...toKey(row),
        organizationName: row.organization_name,
        plan: row.plan,
      }));
    },
    revokeKey: (id, nowMs) => write(() => revoke.run(nowMs, id).changes === 1),
    recordUsage: (rows) =>
      write(() => {
        for (const row of rows) {
          addUsage.run(row.day, row.organizationId, row.keyId, row.module, row.requests);
          markKeyUsed.run(row.lastUsedAtMs, row.keyId);
        }
      }),
  };
}

function toKey(row: KeyRow): KeyRecord {
  return {
    id: trustId<ApiKeyId>(row.id),
    tier: row.tier,
    last4: row.last4,
    name: row.name,
    organizationId: trustId<OrganizationId>(row.organization_id),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    revokedAtMs: row.revoked_at_ms,
  };
}
