import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiKeyHash } from '../../server/identifiers/api-key.ts';
import {
  createCredentialCache,
  type CredentialCache,
} from '../../server/storage/sqlite/credential-cache.ts';
import { watchOtherConnections } from '../../server/storage/sqlite/watch-connections.ts';
import { migrate } from '../../server/schema/migrate.ts';
import type { KeyRecord } from '../../server/storage/port/keys.ts';

let dir = '';
let db: Database.Database;
let cache: CredentialCache;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'playground-cache-'));
  db = new Database(join(dir, 'a.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('trusted_schema = OFF');
  migrate(db, new URL('../../server/storage/sqlite/migrations/', import.meta.url));
  db.exec(`INSERT INTO organization (id, name, plan, created_at_ms) VALUES ('o', 'Acme', 'developer', 1);
    INSERT INTO api_key (id, hash, tier, last4, organization_id, created_at_ms)
    VALUES ('k', 'h', 'live', 'abcd', 'o', 1);`);
  cache = createCredentialCache(db, watchOtherConnections(db), 3);
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

const record = { id: 'k' } as KeyRecord;
/** Looks a key up, and tells whether the row had to be read for it. */
function wasRead(hash: string, row: KeyRecord | null = record): boolean {
  let isRead = false;
  cache.keys.get(hash as ApiKeyHash, () => {
    isRead = true;
    return row;
  });
  return isRead;
}

describe('the cache of keys and organizations', () => {
  it('reads the row of a known key once', () => {
    expect(wasRead('h')).toBe(true);
    expect(wasRead('h')).toBe(false);
  });

  it.each([
    ['a revocation', 'UPDATE api_key SET revoked_at_ms = 2'],
    ['a change of expiry', 'UPDATE api_key SET expires_at_ms = 2'],
    ['a deleted key', 'DELETE FROM api_key'],
    ['a change of access', "UPDATE api_key SET access = 'read'"],
    ['a change of modules', "UPDATE api_key SET modules = '[]'"],
    ['a change of networks', "UPDATE api_key SET networks = '[]'"],
    ['a rotation', "UPDATE api_key SET replaced_by = 'k'"],
    ['a change of plan', "UPDATE organization SET plan = 'enterprise'"],
    ['a changed plan', "UPDATE plan SET requests_per_minute = 1 WHERE name = 'developer'"],
    [
      'a new plan',
      "INSERT INTO plan SELECT 'p', title, access, modules, 1, 1, 1, 1 FROM plan LIMIT 1",
    ],
    ['a deleted plan', "DELETE FROM plan WHERE name = 'enterprise'"],
    ['a new override', "INSERT INTO organization_override VALUES ('o', 'access', '\"read\"')"],
  ])('is emptied by %s, whichever statement made it', (_what, sql) => {
    wasRead('h');
    db.exec(sql);
    expect(wasRead('h')).toBe(true);
  });

  it.each([
    ['a changed override', "UPDATE organization_override SET value = 'null'"],
    ['an override that is taken back', 'DELETE FROM organization_override'],
  ])('is emptied by %s', (_what, sql) => {
    db.exec("INSERT INTO organization_override VALUES ('o', 'discoveries_per_month', '5')");
    wasRead('h');
    db.exec(sql);
    expect(wasRead('h')).toBe(true);
  });

  it('is kept when a key’s last use is written, which happens every second', () => {
    wasRead('h');
    db.exec('UPDATE api_key SET last_used_at_ms = 2');
    expect(wasRead('h')).toBe(false);
  });

  it('is emptied in the next turn of the event loop after another connection commits', async () => {
    wasRead('h');
    const other = new Database(join(dir, 'a.db'));
    other.exec('UPDATE api_key SET revoked_at_ms = 2');
    other.close();
    await setImmediate();
    expect(wasRead('h')).toBe(true);
  });

  it('remembers no key that does not exist, however many are made up', () => {
    for (const hash of ['a', 'b', 'c']) wasRead(hash);
    for (let index = 0; index < 1_000; index += 1) wasRead(`made-up-${index}`, null);
    expect(['a', 'b', 'c'].map((hash) => wasRead(hash))).toEqual([false, false, false]);
  });

  it('holds a limited number of keys, and drops the oldest first', () => {
    for (const hash of ['a', 'b', 'c', 'd']) wasRead(hash);
    expect(['b', 'c', 'd'].map((hash) => wasRead(hash))).toEqual([false, false, false]);
    expect(wasRead('a')).toBe(true);
  });
});
