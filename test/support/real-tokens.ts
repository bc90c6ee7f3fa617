import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openTokens } from '../../server/accounts/tokens/open-tokens.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Clock } from '../../server/time/clock.ts';

const MIGRATION = new URL('../../server/accounts/migrations/002-signing-keys.sql', import.meta.url);

/** Tokens as the service makes and checks them, on a database in memory. */
export function realTokens(clock: Clock) {
  const db = new Database(':memory:');
  db.exec(readFileSync(MIGRATION, 'utf8'));
  const tokens = openTokens(
    { main: db, read: db },
    {
      config: readConfig({}),
      secret: 'a secret that only tests use, 32 characters',
      people: {
        linkedTo: async () => null,
        withVerifiedEmail: async () => null,
        membershipsOf: async () => [],
      },
      clock,
      random: systemRandom,
      fetch,
    },
  );
  const { issue: issueToken, verify: verifyToken, assertTo, publicJwks } = tokens;
  return { issueToken, verifyToken, assertTo, publicJwks };
}
