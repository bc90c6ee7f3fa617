import type { Database } from 'better-sqlite3';
import type { AuthDeps } from '../../server/accounts/better-auth.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** The settings of better-auth with every sign-in configured, and without mail. */
export const testAuthDeps = (database: Database): AuthDeps => ({
  database,
  baseUrl: 'http://play.test',
  origins: ['http://play.test'],
  secret: 'a secret that only tests use, 32 characters',
  config: readConfig({
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'id',
    OIDC_CLIENT_SECRET: 'secret',
  }).accounts,
  mailer: null,
  maySignUp: () => true,
  clock: new FakeClock(),
  random: systemRandom,
  log: { info: () => undefined, error: () => undefined },
});
