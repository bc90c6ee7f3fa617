import type { Database } from 'better-sqlite3';

/** Devices of one visitor that never discovered anything, and keys of one visitor, that are kept: the latest. */
const KEPT_MAX = 64;

/**
 * Forgets what asking for keys leaves behind. Whoever is recognised gets a key for nothing, without a cookie
 * an organization besides: six hundred a minute would fill the disk. Only what is revoked or was never used
 * for a discovery goes, and never a ledger. Synchronous: called within the mint's transaction.
 */
export function createForgetIdle(db: Database): (visitorId: string) => void {
  const selectIdle = db
    .prepare<[string, number], string>(
      `SELECT d.organization_id FROM device d WHERE d.visitor_id = ?
         AND NOT EXISTS (SELECT 1 FROM discovery x WHERE x.organization_id = d.organization_id)
       ORDER BY coalesce(d.last_seen_at_ms, d.created_at_ms) DESC, d.token_hash LIMIT -1 OFFSET ?`,
    )
    .pluck();
  const selectKeys = db
    .prepare<[string, number], string>(
      `SELECT id FROM (SELECT id, revoked_at_ms FROM api_key WHERE visitor_id = ?
         ORDER BY created_at_ms DESC, id DESC LIMIT -1 OFFSET ?) WHERE revoked_at_ms IS NOT NULL`,
    )
    .pluck();
  const selectKeysOf = db
    .prepare<[string], string>('SELECT id FROM api_key WHERE organization_id = ?')
    .pluck();
  const removeNetworks = db.prepare<[string]>('DELETE FROM key_network WHERE key_id = ?');
  const removeKey = db.prepare<[string]>('DELETE FROM api_key WHERE id = ?');
  const removeOf = ['device', 'usage_daily'].map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE organization_id = ?`),
  );
  const removeOrganization = db.prepare<[string]>('DELETE FROM organization WHERE id = ?');

  function forgetKey(id: string): void {
    removeNetworks.run(id);
    removeKey.run(id);
  }

  return (visitorId) => {
    for (const organizationId of selectIdle.all(visitorId, KEPT_MAX)) {
      selectKeysOf.all(organizationId).forEach(forgetKey);
      for (const remove of removeOf) remove.run(organizationId);
      removeOrganization.run(organizationId);
    }
    selectKeys.all(visitorId, KEPT_MAX).forEach(forgetKey);
  };
}
