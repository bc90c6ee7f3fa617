import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../server/schema/migrate.ts';
import { watchOtherConnections } from '../../server/storage/sqlite/watch-connections.ts';
import { createRowCache, type RowCache } from '../../server/storage/sqlite/row-cache.ts';

let dir = '';
let db: Database.Database;
let cache: RowCache<number>;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'playground-rows-'));
  db = new Database(join(dir, 'a.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('trusted_schema = OFF');
  migrate(db, new URL('../../server/storage/sqlite/migrations/', import.meta.url));
  db.exec("INSERT INTO ledger (id, quota_limit) VALUES ('l', 10), ('m', 10)");
  cache = createRowCache(db, watchOtherConnections(db), {
    table: 'ledger',
    weightMax: 10,
    weigh: (weight) => (weight < 0 ? null : weight),
  });
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Looks a row up, and tells whether it had to be read for that. */
function wasRead(id: string, row: number | undefined = 1): boolean {
  let isRead = false;
  cache.get(id, () => {
    isRead = true;
    return row;
  });
  return isRead;
}

describe('the cache of rows', () => {
  it('reads a row once', () => {
    expect(wasRead('l')).toBe(true);
    expect(wasRead('l')).toBe(false);
  });

  it.each([
    ['a change', "UPDATE ledger SET used = 3 WHERE id = 'l'"],
    ['a deletion', "DELETE FROM ledger WHERE id = 'l'"],
    [
      'an insertion that becomes a change',
      "INSERT INTO ledger (id, quota_limit) VALUES ('l', 20) ON CONFLICT (id) DO UPDATE SET quota_limit = 20",
    ],
  ])('forgets a row at %s of it, and no other row', (_what, sql) => {
    wasRead('l');
    wasRead('m');
    db.exec(sql);
    expect(wasRead('m')).toBe(false);
    expect(wasRead('l')).toBe(true);
  });

  it('reads a row again after a change that was rolled back', () => {
    wasRead('l');
    db.exec("BEGIN; UPDATE ledger SET used = 3 WHERE id = 'l'; ROLLBACK");
    expect(wasRead('l')).toBe(true);
  });

  it('is empty in the next turn of the event loop after another connection commits', async () => {
    wasRead('l');
    const other = new Database(join(dir, 'a.db'));
    other.exec("UPDATE ledger SET used = 3 WHERE id = 'm'");
    other.close();
    await setImmediate();
    expect(wasRead('l')).toBe(true);
  });

  it('remembers no row that does not exist, however many IDs are made up', () => {
    wasRead('l');
    for (let index = 0; index < 1_000; index += 1) cache.get(`made-up-${index}`, () => undefined);
    expect(wasRead('made-up-999')).toBe(true);
    expect(wasRead('l')).toBe(false);
  });

  it('remembers no row that must not be, and none that is heavier than all together may be', () => {
    expect([wasRead('l', -1), wasRead('m', 11)]).toEqual([true, true]);
    expect([wasRead('l', -1), wasRead('m', 11)]).toEqual([true, true]);
  });

  it('drops the rows that were read first once all together are too heavy', () => {
    for (const id of ['a', 'b', 'c']) wasRead(id, 4);
    expect([wasRead('c', 4), wasRead('b', 4), wasRead('a', 4)]).toEqual([false, false, true]);
  });

  it('counts what it forgot no longer', () => {
    for (let index = 0; index < 5; index += 1) {
      wasRead('l', 6);
      db.exec("UPDATE ledger SET used = 3 WHERE id = 'l'");
    }
    wasRead('l', 5);
    wasRead('m', 5);
    expect([wasRead('l', 5), wasRead('m', 5)]).toEqual([false, false]);
  });
});
