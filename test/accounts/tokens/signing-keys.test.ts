import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { openSigningKeys } from '../../../server/accounts/tokens/signing-keys.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  both,
  keyDatabase,
  newOrganizationId,
  newUserId,
  SECRET,
  tokenDesk,
} from './token-desk.ts';

const DAY_MS = 24 * 3_600_000;
const open = (db: ReturnType<typeof keyDatabase>, clock: FakeClock, secret = SECRET) =>
  openSigningKeys(both(db), { secret, clock, random: systemRandom });

describe('the keys that sign tokens', () => {
  it('are kept over a restart', () => {
    const db = keyDatabase();
    const clock = new FakeClock();
    const before = open(db, clock).current().kid;
    expect(open(db, clock).current().kid).toBe(before);
  });

  it('are stored encrypted: the file holds neither the private key nor its number', () => {
    const db = keyDatabase();
    const { privateKey } = open(db, new FakeClock()).current();
    const file = db.serialize();
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    const number = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
    expect(number).toHaveLength(32);
    expect(file.includes(der)).toBe(false);
    expect(file.includes(number)).toBe(false);
  });

  it('are replaced where they were sealed under another secret, and still verify what they signed', () => {
    const db = keyDatabase();
    const clock = new FakeClock();
    const before = open(db, clock).current().kid;
    const keys = open(db, clock, 'another secret, after the old one leaked');
    expect(keys.current().kid).not.toBe(before);
    expect(keys.publicKey(before)).not.toBeNull();
  });

  it('do not open when a sealed key is moved to another key’s row', () => {
    const db = keyDatabase();
    const clock = new FakeClock();
    const before = open(db, clock).current().kid;
    db.prepare("UPDATE signing_key SET kid = 'moved'").run();
    expect(open(db, clock).current().kid).not.toBe('moved');
    expect(before).not.toBe('moved');
  });

  it('change after 90 days, and the old one verifies its last token until that expires', async () => {
    const clock = new FakeClock();
    const { keys, tokens, db } = tokenDesk({ clock });
    const first = keys.current().kid;
    clock.advance(90 * DAY_MS - 60_000);
    const { token } = await tokens.issue(newUserId(), newOrganizationId());
    expect(decodeProtectedHeader(token).kid).toBe(first);

    clock.advance(60_000);
    const later = await tokens.issue(newUserId(), newOrganizationId());
    expect(decodeProtectedHeader(later.token).kid).not.toBe(first);
    expect(await tokens.verify(token)).toMatchObject({ kind: 'valid' });
    expect(await tokens.verify(later.token)).toMatchObject({ kind: 'valid' });
    expect(tokens.publicJwks().map(({ kid }) => kid)).toContain(first);
    expect(tokens.publicJwks()).toHaveLength(2);

    clock.advance(5 * 60_000 + 30_000);
    expect(tokens.publicJwks().map(({ kid }) => kid)).not.toContain(first);
    clock.advance(90 * DAY_MS);
    keys.current();
    const kept = db.prepare('SELECT kid FROM signing_key').pluck().all();
    expect(kept).toHaveLength(2);
    expect(kept).not.toContain(first);
  });

  it('lose their private half when they retire', () => {
    const db = keyDatabase();
    const clock = new FakeClock();
    const keys = open(db, clock);
    keys.current();
    clock.advance(90 * DAY_MS);
    keys.current();
    const sealed = db.prepare('SELECT sealed_private FROM signing_key ORDER BY created_at_ms');
    expect(sealed.pluck().all()).toEqual([null, expect.any(Buffer)]);
  });

  it('do not change within a sign-up’s transaction, which may be rolled back', () => {
    const db = keyDatabase();
    const clock = new FakeClock();
    const keys = open(db, clock);
    const first = keys.current().kid;
    clock.advance(90 * DAY_MS);
    db.exec('BEGIN');
    expect(keys.current().kid).toBe(first);
    db.exec('ROLLBACK');
    expect(keys.current().kid).not.toBe(first);
    expect(open(db, clock).current().kid).toBe(keys.current().kid);
  });

  it('are published without anything private', () => {
    const { tokens } = tokenDesk();
    expect(tokens.publicJwks().map((key) => Object.keys(key).toSorted())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ]);
  });
});
