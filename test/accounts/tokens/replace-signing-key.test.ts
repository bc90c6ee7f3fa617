import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountDatabase, type AccountDatabase } from '../../../server/accounts/database.ts';
import { openTokens } from '../../../server/accounts/tokens/open-tokens.ts';
import { replaceSigningKey } from '../../../server/accounts/tokens/replace-signing-key.ts';
import type { Tokens } from '../../../server/accounts/tokens/tokens.ts';
import { readConfig } from '../../../server/config/read-config.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { newOrganizationId, newUserId, SECRET } from './token-desk.ts';

const clock = new FakeClock();
let dataDir: string;
let db: AccountDatabase;
let running: Tokens;

/** Tokens as a running service has them, on connections of its own. */
const open = (secret = SECRET) =>
  openTokens(db, {
    config: readConfig({ PUBLIC_URL: 'https://play.example' }),
    secret,
    clock,
    random: systemRandom,
    fetch,
    people: {
      linkedTo: async () => null,
      withVerifiedEmail: async () => null,
      membershipsOf: async () => [],
    },
  });
const replace = (secret = SECRET) =>
  replaceSigningKey({
    config: { dataDir, accounts: { secret } },
    clock,
    random: systemRandom,
  });
const issue = () => running.issue(newUserId(), newOrganizationId());

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'signing-key-'));
  db = openAccountDatabase(dataDir);
  running = open();
});
afterEach(() => {
  db.close();
  rmSync(dataDir, { recursive: true });
});

describe('replacing the key that signs tokens, after it leaked', () => {
  it('ends its tokens at once for a running service, also those that it has seen before', async () => {
    const [seen, unseen] = [await issue(), await issue()];
    expect(await running.verify(seen.token)).toMatchObject({ kind: 'valid' });
    expect(replace()).toBe('replaced');
    expect(await running.verify(seen.token)).toEqual({ kind: 'invalid' });
    expect(await running.verify(unseen.token)).toEqual({ kind: 'invalid' });
    expect(await open().verify(unseen.token)).toEqual({ kind: 'invalid' });
  });

  it('lets the running service sign with the new key, and publish that alone', async () => {
    const before = decodeProtectedHeader((await issue()).token).kid;
    replace();
    const { token } = await issue();
    const { kid } = decodeProtectedHeader(token);
    expect(kid).not.toBe(before);
    expect(running.publicJwks().map((key) => key.kid)).toEqual([kid]);
    expect(await running.verify(token)).toMatchObject({ kind: 'valid' });
    expect(await open().verify(token)).toMatchObject({ kind: 'valid' });
  });

  it('ends keys that had retired before it, too', async () => {
    const { token } = await issue();
    // Another secret: the service makes a new key, and the old one is kept for what it has signed.
    running = open('another secret, after the old one leaked');
    expect(await running.verify(token)).toMatchObject({ kind: 'valid' });
    expect(replace('another secret, after the old one leaked')).toBe('replaced');
    expect(await running.verify(token)).toEqual({ kind: 'invalid' });
  });

  it('is seen while a sign-up holds a transaction open', async () => {
    const { token } = await issue();
    db.main.exec('BEGIN');
    db.main.prepare('SELECT count(*) FROM user').get();
    replace();
    expect(await running.verify(token)).toEqual({ kind: 'invalid' });
    expect(await running.verify((await issue()).token)).toMatchObject({ kind: 'valid' });
    db.main.exec('ROLLBACK');
  });

  it('changes nothing where the running service could not open the new key', async () => {
    const { token } = await issue();
    expect(replace('a secret that the service does not have')).toBe('other_secret');
    expect(await running.verify(token)).toMatchObject({ kind: 'valid' });
  });

  it('makes the first key of a service that has not started yet', async () => {
    db.main.exec('DELETE FROM signing_key');
    expect(replace()).toBe('replaced');
    running = open();
    expect(await running.verify((await issue()).token)).toMatchObject({ kind: 'valid' });
  });
});

describe('a service that finds no key that it can open', () => {
  it('signs nothing within a transaction of a sign-up, and a moment later with a new key', async () => {
    await issue();
    db.main.exec('BEGIN IMMEDIATE; DELETE FROM signing_key; COMMIT; BEGIN');
    await expect(issue()).rejects.toMatchObject({ code: 'overloaded' });
    db.main.exec('ROLLBACK');
    expect(await running.verify((await issue()).token)).toMatchObject({ kind: 'valid' });
  });
});
