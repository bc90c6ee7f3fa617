import type { Database } from 'better-sqlite3';
import { trustId, type OrganizationId } from '../../identifiers/ids.ts';
import type { Storage } from '../port.ts';
import type { OrganizationStorage } from '../port/organizations.ts';
import type { Write } from './group-commit.ts';
import { tablesOfOrganizations, type OwnedTable } from './owned-tables.ts';

type Methods = Pick<Storage, keyof OrganizationStorage>;

const PAGE_ROWS = 200;

/** Organizations of people, as opposed to those that visitors get: only these can be renamed or deleted. */
export function createMemberOrganizations(db: Database, write: Write): Methods {
  // An ID that was deleted is never made again, so that whoever read a member's row just before cannot bring the
  // organization back.
  const insert = db.prepare<[{ id: string; name: string; plan: string; nowMs: number }]>(
    `INSERT OR IGNORE INTO organization (id, name, plan, created_at_ms)
     SELECT @id, @name, @plan, @nowMs
     WHERE NOT EXISTS (SELECT 1 FROM deleted_organization WHERE id = @id)`,
  );
  const rename = db.prepare<[string, string]>(
    'UPDATE organization SET name = ? WHERE id = ? AND visitor_id IS NULL',
  );
  const select = db.prepare<[string]>(
    'SELECT 1 FROM organization WHERE id = ? AND visitor_id IS NULL',
  );
  const remove = db.prepare<[string]>('DELETE FROM organization WHERE id = ?');
  const noteDeletion = db.prepare<[string]>(
    'INSERT OR REPLACE INTO deleted_organization VALUES (?, 0)',
  );
  const selectUnfinished = db
    .prepare<[], string>('SELECT id FROM deleted_organization WHERE is_finished = 0')
    .pluck();
  const finish = db.prepare<[string]>(
    'UPDATE deleted_organization SET is_finished = 1 WHERE id = ?',
  );
  const tables = tablesOfOrganizations(db);
  const removals = tables
    .filter(({ goesWithOrganization }) => !goesWithOrganization)
    .map(({ name, owner }) => db.prepare<[string]>(`DELETE FROM ${name} WHERE ${owner}`));
  return {
    ensureOrganization: (input) => write(() => void insert.run(input)),
    renameOrganization: (id, name) => write(() => rename.run(name, id).changes === 1),
    deleteOrganization: (id) =>
      write(() => {
        if (select.get(id) === undefined) return false;
        for (const removal of removals) removal.run(id);
        noteDeletion.run(id);
        return remove.run(id).changes === 1;
      }),
    listUnfinishedDeletions: async () =>
      selectUnfinished.all().map((id) => trustId<OrganizationId>(id)),
    finishDeletion: (id) => write(() => void finish.run(id)),
    exportOrganization: createExport(db, tables),
  };
}

function createExport(db: Database, tables: readonly OwnedTable[]): Methods['exportOrganization'] {
  const exported = tables.filter(({ isExported }) => isExported);
  const pages = exported.map(({ name, owner, columns, key }) =>
    db.prepare<[string, number, number], Record<string, unknown>>(
      `SELECT ${columns.join(', ')} FROM ${name} WHERE ${owner} ORDER BY ${key} LIMIT ? OFFSET ?`,
    ),
  );
  return async (id, cursor) => {
    const index = Math.max(
      0,
      exported.findIndex(({ name }) => name === cursor?.table),
    );
    const table = exported[index]?.name ?? '';
    const offset = cursor?.offset ?? 0;
    const rows = pages[index]?.all(id, PAGE_ROWS, offset) ?? [];
    const following = exported[index + 1];
    if (rows.length === PAGE_ROWS) {
      return { table, rows, next: { table, offset: offset + PAGE_ROWS } };
    }
    return { table, rows, next: following ? { table: following.name, offset: 0 } : null };
  };
}
