import type { Database } from 'better-sqlite3';
import { NO_SITE_SETTINGS, type SiteSettings } from '../../../shared/site-settings.ts';
import { trustId } from '../../identifiers/ids.ts';
import type { SiteRecord, SiteStorage } from '../port/sites.ts';
import type { AppendAudit } from './audit.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<SiteStorage, keyof SiteStorage>;

interface Row {
  id: string;
  origin: string;
  name: string;
  organization_id: string | null;
  created_by: string | null;
  created_at_ms: number;
  settings: string;
}

/** Sites that may frame the playground. */
export function createSites(db: Database, write: Write, appendAudit: AppendAudit): Methods {
  const count = db.prepare<[], number>('SELECT count(*) FROM site').pluck();
  const selectByOrigin = db.prepare<[string]>('SELECT 1 FROM site WHERE origin = ?');
  const insert = db.prepare<[Omit<SiteRecord, 'settings'> & { settings: string }]>(
    `INSERT INTO site (id, origin, name, organization_id, created_by, created_at_ms, settings)
     VALUES (@id, @origin, @name, @organizationId, @createdBy, @createdAtMs, @settings)`,
  );
  const selectAll = db.prepare<[], Row>('SELECT * FROM site ORDER BY created_at_ms, id');
  const selectOwn = db.prepare<[string], Row>(
    'SELECT * FROM site WHERE organization_id = ? ORDER BY created_at_ms, id',
  );
  const removeAny = db.prepare<[string], Row>('DELETE FROM site WHERE id = ? RETURNING *');
  const removeOwn = db.prepare<[string, string], Row>(
    'DELETE FROM site WHERE id = ? AND organization_id = ? RETURNING *',
  );
  const selectById = db.prepare<[string], Row>('SELECT * FROM site WHERE id = ?');
  const selectFull = db.prepare<[string], Row>('SELECT * FROM site WHERE origin = ?');
  const selectOwnById = db.prepare<[string, string], Row>(
    'SELECT * FROM site WHERE id = ? AND organization_id = ?',
  );
  const updateSettings = db.prepare<[string, string]>('UPDATE site SET settings = ? WHERE id = ?');
  const selectOrigins = db.prepare<[], string>('SELECT origin FROM site ORDER BY origin').pluck();

  // One transaction: two callers at once cannot both be the last.
  function add({ site, sitesMax, audit }: Parameters<Methods['addSite']>[0]) {
    if (selectByOrigin.get(site.origin) !== undefined) return 'exists';
    if ((count.get() ?? 0) >= sitesMax) return 'full';
    insert.run({ ...site, settings: JSON.stringify(site.settings) });
    if (audit !== null) appendAudit(audit);
    return 'added';
  }

  // Read and written in one transaction: of two changes at once neither undoes the other's members.
  function change(input: Parameters<Methods['changeSite']>[0]): SiteRecord | null {
    const { id, organizationId, settings, audit } = input;
    const row =
      organizationId === null ? selectById.get(id) : selectOwnById.get(id, organizationId);
    if (!row) return null;
    const before = toRecord(row);
    const site = { ...before, settings: { ...before.settings, ...settings } };
    updateSettings.run(JSON.stringify(site.settings), id);
    if (audit !== null) appendAudit({ ...audit, target: site.origin });
    return site;
  }

  return {
    addSite: (input) => write(() => add(input)),
    listSites: async (organizationId) =>
      (organizationId === null ? selectAll.all() : selectOwn.all(organizationId)).map(toRecord),
    removeSite: ({ id, organizationId, audit }) =>
      write(() => {
        const row = organizationId === null ? removeAny.get(id) : removeOwn.get(id, organizationId);
        if (!row) return null;
        const site = toRecord(row);
        if (audit !== null) appendAudit({ ...audit, target: site.origin });
        return site;
      }),
    changeSite: (input) => write(() => change(input)),
    findSite: async (key) => {
      const row = 'id' in key ? selectById.get(key.id) : selectFull.get(key.origin);
      return row ? toRecord(row) : null;
    },
    siteOrigins: async () => selectOrigins.all(),
  };
}

const toRecord = (row: Row): SiteRecord => ({
  id: trustId(row.id),
  origin: row.origin,
  name: row.name,
  organizationId: row.organization_id === null ? null : trustId(row.organization_id),
  createdBy: row.created_by,
  createdAtMs: row.created_at_ms,
  settings: { ...NO_SITE_SETTINGS, ...(JSON.parse(row.settings) as Partial<SiteSettings>) },
});
