import type { Database } from 'better-sqlite3';
import type { KeptPerVisitor } from '../port/visitors.ts';

/**
 * Deletes what repeated requests for keys leave behind. A recognised visitor gets every key for free, and
 * without a cookie an organization with it, so at 600 requests a minute one visitor could fill the disk. Only
 * revoked keys, and devices without a discovery with their organizations and keys, are deleted; never a ledger. Synchronous: called within the
 * transaction that makes the key.
 */
export function createForgetIdle(db: Database): (visitorId: string, kept: KeptPerVisitor) => void {
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

  return (visitorId, kept) => {
    for (const organizationId of selectIdle.all(visitorId, kept.devicesMax)) {
      selectKeysOf.all(organizationId).forEach(forgetKey);
      for (const remove of removeOf) remove.run(organizationId);
      removeOrganization.run(organizationId);
    }
    selectKeys.all(visitorId, kept.keysMax).forEach(forgetKey);
  };
}
