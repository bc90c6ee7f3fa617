import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, describe, expect, it } from 'vitest';
import { authOptions } from '../../server/accounts/better-auth.ts';
import { openAccountDatabase } from '../../server/accounts/database.ts';
import { loadAuthSecret } from '../../server/accounts/secret.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { testAuthDeps } from './auth-deps.ts';

const dir = mkdtempSync(join(tmpdir(), 'playground-accounts-'));
const db = openAccountDatabase(dir);
afterAll(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

const options = () => authOptions(testAuthDeps(db.main));

describe('the schema of accounts.db', () => {
  it('has every table and column that the pinned better-auth needs with our options', async () => {
    const wanted = await getMigrations(options());
    expect(wanted.toBeCreated).toEqual([]);
    expect(wanted.toBeAdded).toEqual([]);
    expect(wanted.toBeAddedIndexes).toEqual([]);
    expect(wanted.unsafeChanges).toEqual([]);
    expect(wanted.schemaProblems).toEqual([]);
  });

  it('is reported as incomplete where a column is missing', async () => {
    db.main.exec('ALTER TABLE session RENAME COLUMN userAgent TO agent');
    try {
      const wanted = await getMigrations(options());
      expect(wanted.toBeAdded.map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([
        ['session', ['userAgent']],
      ]);
    } finally {
      db.main.exec('ALTER TABLE session RENAME COLUMN agent TO userAgent');
    }
  });

  it('survives a power cut like the ledger does', () => {
    expect(db.main.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.main.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.main.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});

describe('the secret of sessions', () => {
  it('is made once, in a file that only the service may read', () => {
    const secret = loadAuthSecret(dir, null, systemRandom);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(loadAuthSecret(dir, null, systemRandom)).toBe(secret);
    expect(statSync(join(dir, 'auth-secret')).mode & 0o777).toBe(0o600);
  });

  it('is AUTH_SECRET where the operator sets it', () => {
    const own = 'the secret that the operator has chosen';
    expect(loadAuthSecret(dir, own, systemRandom)).toBe(own);
  });
});
