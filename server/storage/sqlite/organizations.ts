import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { OrganizationRecord, Storage } from '../port.ts';
import type { CredentialCache } from './credential-cache.ts';
import { toOverrides, type OverrideRow } from './overrides.ts';
import { toPlanRecord, type PlanRow } from './plans.ts';

interface OrganizationRow {
  id: string;
  name: string;
  plan: string;
  visitor_id: string | null;
  created_at_ms: number;
}

/** Organizations with their plans and overrides, remembered until one of the three changes. */
export function createOrganizations(
  db: Database,
  cache: CredentialCache,
): Pick<Storage, 'findOrganization'> {
  const select = db.prepare<[string], OrganizationRow>(
    'SELECT id, name, plan, visitor_id, created_at_ms FROM organization WHERE id = ?',
  );
  const selectPlan = db.prepare<[string], PlanRow>('SELECT * FROM plan WHERE name = ?');
  const selectOverrides = db.prepare<[string], OverrideRow>(
    'SELECT member, value FROM organization_override WHERE organization_id = ?',
  );
  // One snapshot: between two statements another process could commit, and the mixture would be remembered.
  const read = db.transaction((id: string): OrganizationRecord | null => {
    const row = select.get(id);
    if (!row) return null;
    const plan = selectPlan.get(row.plan);
    return {
      id: trustId(row.id),
      name: row.name,
      plan: row.plan,
      createdAtMs: row.created_at_ms,
      visitorId: row.visitor_id === null ? null : trustId(row.visitor_id),
      planRecord: plan ? toPlanRecord(plan) : null,
      overrides: toOverrides(selectOverrides.all(id)),
    };
  });
  return {
    findOrganization: async (id) => cache.organizations.get(id, () => read(id)),
  };
}
