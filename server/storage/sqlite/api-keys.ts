import type { Database } from 'better-sqlite3';
import type { KeyTier } from '../../identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../identifiers/ids.ts';
import type { PlanName } from '../../organizations/plans.ts';
import type { KeyRecord, OrganizationRecord, Storage } from '../port.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<
  Storage,
  'findKey' | 'findOrganization' | 'createLiveKey' | 'listLiveKeys' | 'revokeKey'
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

interface OrganizationRow {
  id: string;
  name: string;
  plan: PlanName;
  visitor_id: string | null;
}

const KEY_COLUMNS =
  'k.id, k.tier, k.last4, k.name, k.organization_id, k.created_at_ms, k.expires_at_ms, k.revoked_at_ms';

export function createApiKeys(db: Database, write: Write, cache: CredentialCache): Methods {
  const selectKey = db.prepare<[string], KeyRow>(
    `SELECT ${KEY_COLUMNS} FROM api_key k WHERE k.hash = ?`,
  );
  const selectOrganization = db.prepare<[string], OrganizationRow>(
    'SELECT id, name, plan, visitor_id FROM organization WHERE id = ?',
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

  return {
    findKey: async (hash) =>
      cache.keys.get(hash, () => {
        const row = selectKey.get(hash);
        return row ? toKey(row) : null;
      }),
    findOrganization: async (id) =>
      cache.organizations.get(id, () => {
        const row = selectOrganization.get(id);
        return row ? toOrganization(row) : null;
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

const toOrganization = (row: OrganizationRow): OrganizationRecord => ({
  id: trustId(row.id),
  name: row.name,
  plan: row.plan,
  visitorId: row.visitor_id === null ? null : trustId(row.visitor_id),
});
