import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hash } from 'node:crypto';
import type { ApiKeyHash } from '../../server/identifiers/api-key.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';

const FOLDER = new URL('../../server/storage/sqlite/migrations/', import.meta.url);
const HASH = hash('sha256', 'a key', 'hex') as ApiKeyHash;

let dir = '';
let file = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'playground-migration-'));
  file = join(dir, 'older.db');
  const db = new Database(file);
  for (const name of readdirSync(FOLDER)
    .filter((name) => name < '005')
    .toSorted()) {
    db.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
  }
  db.pragma('user_version = 4');
  db.exec(`INSERT INTO visitor VALUES ('v', 1);
    INSERT INTO organization (id, name, plan, visitor_id, created_at_ms) VALUES
      ('played', 'Playground', 'playground', 'v', 1), ('acme', 'Acme', 'enterprise', NULL, 2);
    INSERT INTO device (token_hash, visitor_id, organization_id, created_at_ms) VALUES ('t', 'v', 'played', 1);
    INSERT INTO ledger (id, quota_limit, used) VALUES ('v', 10, 3), ('acme/2026-11', NULL, 7);
    INSERT INTO reservation (id, ledger_id, state, created_at_ms) VALUES ('r', 'acme/2026-11', 'committed', 3);
    INSERT INTO session VALUES ('s', 'acme', 'nightly', 'https://a.example/', '{}', NULL, 'active', 3);
    INSERT INTO discovery (id, organization_id, artifact_id, reservation_id, kind, url, options, request_hash,
      status, created_at_ms) VALUES ('d', 'acme', 'a', 'r', 'discover', 'https://a.example/', '{}', 'x', 'completed', 3)`);
  db.prepare(
    `INSERT INTO api_key (id, hash, tier, last4, name, organization_id, created_at_ms)
     VALUES ('k', ?, 'live', 'abcd', 'CI', 'acme', 4)`,
  ).run(HASH);
  db.close();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const ACME = trustId<OrganizationId>('acme');

describe('a database of before plans were data', () => {
  it('keeps every row of an organization, and what refers to it', async () => {
    await openSqlite(file).close();
    const db = new Database(file);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT * FROM organization ORDER BY id').all()).toEqual([
      { id: 'acme', name: 'Acme', plan: 'enterprise', visitor_id: null, created_at_ms: 2 },
      { id: 'played', name: 'Playground', plan: 'playground', visitor_id: 'v', created_at_ms: 1 },
    ]);
    for (const table of ['device', 'session', 'discovery', 'api_key']) {
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(1);
    }
    db.close();
  });

  it('still refuses a row that refers to an organization that is not there', async () => {
    await openSqlite(file).close();
    const db = new Database(file);
    db.pragma('foreign_keys = ON');
    const insert = "INSERT INTO session VALUES ('s2', 'nobody', 'n', 'u', '{}', NULL, 'active', 3)";
    expect(() => db.exec(insert)).toThrow(/FOREIGN KEY/);
    expect(() => db.exec("DELETE FROM organization WHERE id = 'acme'")).toThrow(/FOREIGN KEY/);
    db.close();
  });

  it('gives its organizations the plan that they had, now from the data', async () => {
    const storage = openSqlite(file);
    expect(await storage.findOrganization(ACME)).toMatchObject({
      plan: 'enterprise',
      planRecord: { title: 'Enterprise', discoveriesPerMonth: null },
      overrides: {},
    });
    await storage.close();
  });

  it('lets a key of before do all that it could', async () => {
    const storage = openSqlite(file);
    expect(await storage.findKey(HASH)).toMatchObject({
      access: 'full',
      modules: null,
      networks: null,
    });
    await storage.close();
  });

  it('takes a plan name of the operator’s choice', async () => {
    const storage = openSqlite(file);
    const plan = await storage.findPlan('developer');
    if (!plan) throw new Error('There is no developer plan.');
    await storage.savePlan({ ...plan, name: 'startup', title: 'Startup' });
    expect(await storage.setPlan(ACME, 'startup')).toBe(true);
    expect((await storage.findOrganization(ACME))?.planRecord?.title).toBe('Startup');
    await storage.close();
  });
});
