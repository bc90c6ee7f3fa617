import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { Storage } from '../port.ts';
import type { OrganizationSummary, PlanRecord, PlanStorage } from '../port/plans.ts';
import type { AppendAudit } from './audit.ts';
import type { Write } from './group-commit.ts';
import { overrideRows, toMember } from './overrides.ts';

type Methods = Pick<Storage, keyof PlanStorage>;

export interface PlanRow {
  name: string;
  title: string;
  access: 'read' | 'full';
  modules: string;
  requests_per_minute: number;
  discoveries_per_month: number | null;
  concurrent_discoveries: number;
  is_public: 0 | 1;
}

interface SummaryRow {
  id: string;
  name: string;
  plan: string;
  created_at_ms: number;
  keys: number;
}

const COLUMNS =
  'name, title, access, modules, requests_per_minute, discoveries_per_month, concurrent_discoveries, is_public';

export function createPlans(db: Database, write: Write, appendAudit: AppendAudit): Methods {
  const selectAll = db.prepare<[], PlanRow>(`SELECT ${COLUMNS} FROM plan ORDER BY name`);
  const select = db.prepare<[string], PlanRow>(`SELECT ${COLUMNS} FROM plan WHERE name = ?`);
  const save = db.prepare<[PlanRow]>(
    `INSERT INTO plan (${COLUMNS})
     VALUES (@name, @title, @access, @modules, @requests_per_minute, @discoveries_per_month,
       @concurrent_discoveries, @is_public)
     ON CONFLICT (name) DO UPDATE SET title = excluded.title, access = excluded.access,
       modules = excluded.modules, requests_per_minute = excluded.requests_per_minute,
       discoveries_per_month = excluded.discoveries_per_month,
       concurrent_discoveries = excluded.concurrent_discoveries, is_public = excluded.is_public`,
  );
  const selectOrganizations = db.prepare<[], SummaryRow>(
    `SELECT o.id, o.name, o.plan, o.created_at_ms, (SELECT count(*) FROM api_key k
       WHERE k.organization_id = o.id AND k.revoked_at_ms IS NULL AND k.replaced_by IS NULL) AS keys
     FROM organization o WHERE o.visitor_id IS NULL ORDER BY o.name, o.id`,
  );
  // The conditions are part of the statement, so that no plan is set that a command has just misspelt.
  const setPlan = db.prepare<[string, string, string]>(
    `UPDATE organization SET plan = ? WHERE id = ? AND visitor_id IS NULL
       AND EXISTS (SELECT 1 FROM plan WHERE name = ?)`,
  );
  const exists = db.prepare<[string]>(
    'SELECT 1 FROM organization WHERE id = ? AND visitor_id IS NULL',
  );
  const setOverride = db.prepare<[string, string, string]>(
    `INSERT INTO organization_override (organization_id, member, value) VALUES (?, ?, ?)
     ON CONFLICT (organization_id, member) DO UPDATE SET value = excluded.value`,
  );
  const resetOverride = db.prepare<[string, string]>(
    'DELETE FROM organization_override WHERE organization_id = ? AND member = ?',
  );

  return {
    listPlans: async () => selectAll.all().map(toPlanRecord),
    async findPlan(name) {
      const row = select.get(name);
      return row ? toPlanRecord(row) : null;
    },
    savePlan: (plan, audits = []) =>
      write(() => {
        save.run(toRow(plan));
        for (const audit of audits) appendAudit(audit);
      }),
    listOrganizations: async () => selectOrganizations.all().map(toSummary),
    setPlan: (id, plan, audit) =>
      write(() => {
        const isSet = setPlan.run(plan, id, plan).changes === 1;
        if (isSet && audit) appendAudit(audit);
        return isSet;
      }),
    setOverrides: (id, set, reset, audit) =>
      write(() => {
        if (!exists.get(id)) return false;
        // A member that is in both is set: its value is the newer wish.
        for (const member of reset) resetOverride.run(id, toMember(member));
        for (const [member, value] of overrideRows(set)) setOverride.run(id, member, value);
        if (audit) appendAudit(audit);
        return true;
      }),
  };
}

export const toPlanRecord = (row: PlanRow): PlanRecord => ({
  name: row.name,
  title: row.title,
  access: row.access,
  modules: JSON.parse(row.modules) as string[],
  requestsPerMinute: row.requests_per_minute,
  discoveriesPerMonth: row.discoveries_per_month,
  concurrentDiscoveries: row.concurrent_discoveries,
  isPublic: row.is_public === 1,
});

const toRow = (plan: PlanRecord): PlanRow => ({
  name: plan.name,
  title: plan.title,
  access: plan.access,
  modules: JSON.stringify(plan.modules),
  requests_per_minute: plan.requestsPerMinute,
  discoveries_per_month: plan.discoveriesPerMonth,
  concurrent_discoveries: plan.concurrentDiscoveries,
  is_public: plan.isPublic ? 1 : 0,
});

const toSummary = (row: SummaryRow): OrganizationSummary => ({
  id: trustId(row.id),
  name: row.name,
  plan: row.plan,
  createdAtMs: row.created_at_ms,
  keys: row.keys,
});
