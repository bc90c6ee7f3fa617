import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createOwnIssuer } from '../../../server/accounts/tokens/own-issuer.ts';
import { openSigningKeys } from '../../../server/accounts/tokens/signing-keys.ts';
import { createTokens, type TokenPeople } from '../../../server/accounts/tokens/tokens.ts';
import type { ExternalIssuer } from '../../../server/accounts/tokens/external-issuer.ts';
import { trustId, type OrganizationId, type UserId } from '../../../server/identifiers/ids.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import type { Clock } from '../../../server/time/clock.ts';
import { FakeClock } from '../../support/fake-clock.ts';

export const ISSUER = 'https://play.example';
export const AUDIENCE = `${ISSUER}/api`;
export const SECRET = 'a secret that only tests use, 32 characters';

const MIGRATION = new URL(
  '../../../server/accounts/migrations/002-signing-keys.sql',
  import.meta.url,
);

/** A database in memory that has the table of signing keys. */
export function keyDatabase(): Database.Database {
  const db = new Database(':memory:');
  db.exec(readFileSync(MIGRATION, 'utf8'));
  return db;
}

/** One connection to write and read by. */
export const both = (db: Database.Database) => ({ main: db, read: db });

export const newUserId = () => trustId<UserId>(systemRandom.uuid());
export const newOrganizationId = () => trustId<OrganizationId>(systemRandom.uuid());

const NOBODY: TokenPeople = {
  linkedTo: async () => null,
  withVerifiedEmail: async () => null,
  membershipsOf: async () => [],
};

interface Setup {
  db?: Database.Database;
  clock?: Clock;
  external?: ExternalIssuer | null;
  people?: Partial<TokenPeople>;
}

/** Everything that issues and verifies tokens, on a database of its own. */
export function tokenDesk(setup: Setup = {}) {
  const db = setup.db ?? keyDatabase();
  const clock = setup.clock ?? new FakeClock();
  const keys = openSigningKeys(both(db), { secret: SECRET, clock, random: systemRandom });
  const own = createOwnIssuer({ issuer: ISSUER, keys, clock, random: systemRandom });
  const people = { ...NOBODY, ...setup.people };
  const tokens = createTokens({ own, keys, external: setup.external ?? null, people, clock });
  return { db, keys, own, tokens };
}
