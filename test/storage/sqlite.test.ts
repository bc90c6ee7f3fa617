import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import {
  trustId,
  type ApiKeyId,
  type OrganizationId,
  type VisitorId,
} from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { createGroupCommit } from '../../server/storage/sqlite/group-commit.ts';
import { DatabaseAhead } from '../../server/schema/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import type { KeyedHash } from '../../server/identifiers/keyed-hash.ts';
import { StorageUnavailable } from '../../server/storage/port.ts';
import { anyArrivals, PLAYGROUND_TERMS } from '../support/storage-terms.ts';
import { HALF_LIFE_MS } from '../../server/limits/half-life.ts';
import { storageContract } from './contract.ts';

storageContract('SQLite in a file', async () => openSqlite(join(dir, 'contract.db')));

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'playground-sqlite-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the SQLite adapter', () => {
  it('writes ahead and syncs every commit to the disk, so that what a client was told survives a power cut', async () => {
    const prepare = vi.spyOn(Database.prototype, 'prepare');
    const storage = openSqlite(join(dir, 'a.db'));
    const commit = prepare.mock.calls.findIndex(([sql]) => sql === 'COMMIT');
    // The very connection that commits: `synchronous` is a setting of a connection, not of the file.
    const connection = prepare.mock.contexts[commit] as Database.Database;
    prepare.mockRestore();
    await storage.revokeKey(trustId<ApiKeyId>(systemRandom.uuid()), 0);
    const FULL = 2;
    expect(connection.pragma('synchronous', { simple: true })).toBe(FULL);
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
    await storage.close();
  });

  it('refuses a database that a newer version of the program has written', () => {
    const db = new Database(join(dir, 'newer.db'));
    db.pragma('user_version = 999');
    db.close();
    expect(() => openSqlite(join(dir, 'newer.db'))).toThrow(DatabaseAhead);
  });

  it('never lets used plus reserved pass the limit, even in a statement that does not check it', () => {
    openSqlite(join(dir, 'check.db'));
    const db = new Database(join(dir, 'check.db'));
    db.exec("INSERT INTO ledger (id, quota_limit, used) VALUES ('v', 10, 10)");
    expect(() => db.exec("UPDATE ledger SET reserved = 1 WHERE id = 'v'")).toThrow(/CHECK/);
    db.close();
  });
});

describe('an older database', () => {
  it('is migrated, and keeps what visitors are known by', async () => {
    const file = join(dir, 'older.db');
    const migrations = new URL('../../server/storage/sqlite/migrations/', import.meta.url);
    const db = new Database(file);
    db.exec(readFileSync(new URL('001-first.sql', migrations), 'utf8'));
    db.pragma('user_version = 1');
    db.exec(`INSERT INTO visitor VALUES ('v', 1);
      INSERT INTO visitor_link VALUES ('browser', 'network', 'v', 1)`);
    db.close();
    const storage = openSqlite(file);
    const hash = (text: string) => text as KeyedHash;
    const pair = { fingerprint: hash('browser'), core: hash('core'), network: hash('network') };
    const identity = { pairs: [pair] as const, devices: [], libraryVersion: '5.2' };
    expect(await storage.recognise({ identity, seats: 1 })).toBe('browser_and_network');
    await storage.close();
  });
});

describe('a restart', () => {
  it('forgets no new visitor of a network, and no total of a day', async () => {
    const file = join(dir, 'restart.db');
    const hash = (text: string) => text as KeyedHash;
    const pair = { fingerprint: hash('browser'), core: hash('core'), network: hash('network') };
    const identity = { pairs: [pair] as const, devices: [], libraryVersion: '5.2' };
    const prefixes = [{ prefixLength: 32, hashes: [hash('network')] as const }];
    const first = openSqlite(file);
    await first.mintKey({
      identity,
      newDevice: hash('device'),
      newVisitorId: trustId<VisitorId>('visitor'),
      newOrganizationId: trustId<OrganizationId>('organization'),
      key: { id: trustId<ApiKeyId>('key'), ...makeApiKey('test', systemRandom) },
      proof: { id: 'proof', expiresAtMs: 1_000 },
      ...PLAYGROUND_TERMS,
      arrival: anyArrivals(prefixes, 10),
      seats: 1,
      activeKeysMax: 5,
      lifetimeLimit: 10,
      nowMs: 0,
    });
    await first.close();
    const second = openSqlite(file);
    expect(
      await second.readArrivals({ identity, prefixes, halfLifeMs: HALF_LIFE_MS, nowMs: 0 }),
    ).toEqual({
      levels: [{ prefixLength: 32, decayedCount: 1, neverSeenCount: 1 }],
      isFingerprintKnown: true,
      visitorsToday: 1,
    });
    await second.close();
  });
});

describe('group commit', () => {
  function table() {
    const db = new Database(join(dir, 'group.db'));
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    const count = () => db.prepare('SELECT count(*) FROM t').pluck().get();
    return { db, insert, count, ...createGroupCommit(db) };
  }

  it('commits all writes of one turn together', async () => {
    const { db, insert, write } = table();
    let commits = 0;
    const watcher = new Database(join(dir, 'group.db'), { readonly: true });
    const versionBefore = Number(watcher.pragma('data_version', { simple: true }));
    await Promise.all(Array.from({ length: 50 }, (_, a) => write(() => insert.run(a))));
    commits = Number(watcher.pragma('data_version', { simple: true })) - versionBefore;
    expect(commits).toBe(1);
    watcher.close();
    db.close();
  });

  it('undoes only the operation that throws', async () => {
    const { db, insert, write, count } = table();
    const results = await Promise.allSettled([
      write(() => insert.run(1)),
      write(() => {
        insert.run(2);
        throw new Error('changed my mind');
      }),
      write(() => insert.run(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(count()).toBe(2);
    db.close();
  });

  it('rejects every caller when the commit fails', async () => {
    const { db, insert, write } = table();
    const blocker = new Database(join(dir, 'group.db'));
    db.pragma('busy_timeout = 0');
    blocker.exec('BEGIN IMMEDIATE');
    await expect(write(() => insert.run(1))).rejects.toBeInstanceOf(StorageUnavailable);
    blocker.exec('ROLLBACK');
    await expect(write(() => insert.run(1))).resolves.toBeDefined();
    blocker.close();
    db.close();
  });
});
