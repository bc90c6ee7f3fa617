import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createAuth } from '../../server/accounts/better-auth.ts';
import { openAccountDatabase } from '../../server/accounts/database.ts';
import { monthlyLedgerId, trustId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { PASSWORD } from '../support/signed-in-people.ts';
import { testAuthDeps } from './auth-deps.ts';
import { leaseAt } from '../support/storage-terms.ts';
import { TestService } from '../support/service.ts';

let service: TestService;
afterEach(() => service?.stop());

const SIGN_UPS = 8;
const BROKEN_SIGN_UP = `CREATE TRIGGER no_more BEFORE INSERT ON account
  BEGIN SELECT RAISE(ABORT, 'broken'); END`;

/**
 * better-auth keeps a transaction open while it hashes a password. On the ledger's own connection all ledger writes of
 * that time were part of it, and were rolled back when the sign-up failed: 624 of 625.
 */
describe('the ledger', () => {
  it('would lose writes that share a connection with the accounts', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'playground-accounts-'));
    const db = openAccountDatabase(dir);
    db.main.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY)');
    const auth = createAuth(testAuthDeps(db.main));
    await auth.api.getSession({ headers: new Headers() });
    db.main.exec(BROKEN_SIGN_UP);
    const insert = db.main.prepare('INSERT INTO entry DEFAULT VALUES');
    let isSigningUp = true;
    const body = { name: 'X', email: 'x@example.com', password: PASSWORD };
    const failing = auth.api.signUpEmail({ body }).catch(() => (isSigningUp = false));
    let acknowledged = 0;
    while (isSigningUp) {
      acknowledged += insert.run().changes;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await failing;
    const stored = db.main.prepare('SELECT count(*) FROM entry').pluck().get();
    db.close();
    rmSync(dir, { recursive: true, force: true });
    expect(stored).toBeLessThan(acknowledged);
  });

  it('loses no acknowledged write while sign-ups fail and are rolled back', async () => {
    service = await TestService.start({}, { accounts: true });
    await service.people.signUp('first@example.com');
    // Every sign-up from here on fails after the password was hashed.
    service.changeAccounts(BROKEN_SIGN_UP);
    const live = await service.liveKey('enterprise');
    const ledger = {
      id: monthlyLedgerId(trustId(live.organizationId), '2026-11'),
      limit: null,
    };
    let signingUp = true;
    const signUps = Array.from({ length: SIGN_UPS }, (_, index) => signUp(index));
    const done = Promise.allSettled(signUps).finally(() => (signingUp = false));

    let acknowledged = 0;
    while (signingUp) {
      const reservationId = systemRandom.uuid();
      await service.storage.reserveDiscovery({
        discoveryId: trustId(systemRandom.uuid()),
        artifactId: trustId(systemRandom.uuid()),
        reservationId: trustId(reservationId),
        organizationId: trustId(live.organizationId),
        ledger,
        kind: 'discover',
        url: 'https://example.com/',
        options: {},
        requestHash: reservationId,
        idempotencyKey: null,
        reuseSinceMs: null,
        anonymousPerDayMax: null,
        concurrentMax: null,
        lease: leaseAt(service.clock.now()),
        nowMs: service.clock.now(),
      });
      acknowledged += 1;
    }
    expect((await done).map(({ status }) => status)).toEqual(
      Array.from({ length: SIGN_UPS }, () => 'rejected'),
    );
    expect(acknowledged).toBeGreaterThan(SIGN_UPS);
    const [row] = service.rows<{ reserved: number; rows: number }>(
      `SELECT reserved, (SELECT count(*) FROM discovery) AS rows FROM ledger WHERE id = ?`,
      ledger.id,
    );
    expect(row).toEqual({ reserved: acknowledged, rows: acknowledged });
    expect(service.accountRows('SELECT email FROM user')).toEqual([{ email: 'first@example.com' }]);
  });
});

function signUp(index: number): Promise<Response> {
  const [origin] = service.accounts.origins;
  const request = new Request(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name: 'X', email: `x${index}@example.com`, password: PASSWORD }),
  });
  return service.accounts.handle(request, { address: `198.51.100.${index}` });
}
