import type { Database } from 'better-sqlite3';

/** A table whose rows belong to an organization. */
export interface OwnedTable {
  name: string;
  /** The condition that a row belongs to the organization whose ID is the one parameter. */
  owner: string;
  /** What an export names: no hash, which could be tried against guesses. */
  columns: readonly string[];
  /** The columns of its primary key, in SQL. */
  key: string;
  /** Deleted by `ON DELETE CASCADE` as soon as the organization's own row is. */
  goesWithOrganization: boolean;
  /** False for rows that say nothing beyond what another table says. */
  isExported: boolean;
}

/** They belong to an organization by its key. Keyed hashes of networks, of one day. */
const BY_KEY = 'key_id IN (SELECT id FROM api_key WHERE organization_id = ?)';

/**
 * Every table with the column `organization_id`, and those that refer to a key, read from the schema: a table that a
 * later migration adds is deleted and exported without anybody having to think of it. A table comes before those
 * that it refers to.
 */
export function tablesOfOrganizations(db: Database): OwnedTable[] {
  const names = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all();
  const tables = names.flatMap((name): OwnedTable[] => {
    const columns = columnsOf(db, name);
    const has = (column: string) => columns.some((other) => other.name === column);
    if (!has('organization_id') && !has('key_id')) return [];
    return [
      {
        name,
        owner: has('organization_id') ? 'organization_id = ?' : BY_KEY,
        columns: columns.map((column) => column.name).filter((column) => !/hash/.test(column)),
        key: columns
          .filter(({ pk }) => pk > 0)
          .toSorted((a, b) => a.pk - b.pk)
          .map((column) => column.name)
          .join(', '),
        goesWithOrganization: referencesOf(db, name).some(
          (reference) => reference.from === 'organization_id' && reference.on_delete === 'CASCADE',
        ),
        isExported: has('organization_id') && name !== 'idempotency',
      },
    ];
  });
  return childrenFirst(db, tables);
}

const columnsOf = (db: Database, table: string) =>
  db
    .prepare<[string], { name: string; pk: number }>(
      'SELECT name, pk FROM pragma_table_info(?) ORDER BY cid',
    )
    .all(table);

const referencesOf = (db: Database, table: string) =>
  db
    .prepare<[string], { from: string; table: string; on_delete: string }>(
      'SELECT "from", "table", on_delete FROM pragma_foreign_key_list(?)',
    )
    .all(table);

/** Rows are deleted before those that they refer to, since each statement checks the references. */
function childrenFirst(db: Database, tables: readonly OwnedTable[]): OwnedTable[] {
  const ordered: OwnedTable[] = [];
  const refersTo = (child: OwnedTable, parent: OwnedTable) =>
    referencesOf(db, child.name).some(({ table }) => table === parent.name);
  const place = (table: OwnedTable) => {
    if (ordered.includes(table)) return;
    for (const other of tables) {
      if (other !== table && refersTo(other, table)) place(other);
    }
    ordered.push(table);
  };
  // A table that finds its rows by another one goes first, while the other still has them.
  tables.filter(({ owner }) => owner === BY_KEY).forEach(place);
  tables.forEach(place);
  return ordered;
}
