import { ConfigError, type Config } from '../../config/config.ts';
import type { Random } from '../../identifiers/random.ts';
import type { Clock } from '../../time/clock.ts';
import { createExternalIssuer } from './external-issuer.ts';
import { createOwnIssuer } from './own-issuer.ts';
import { createRemoteKeys } from './remote-keys.ts';
import { openSigningKeys, type KeyDatabase } from './signing-keys.ts';
import { createTokens, type TokenPeople, type Tokens } from './tokens.ts';

export interface OpenTokensDeps {
  config: Pick<Config, 'publicUrl' | 'port' | 'externalIssuer'>;
  /** `AUTH_SECRET` */
  secret: string;
  people: TokenPeople;
  clock: Clock;
  random: Random;
  /** Reads the external issuer's keys. */
  fetch: typeof fetch;
}

/**
 * Opens the tokens of `accounts.db`, whose migrations have been applied.
 * @throws ConfigError where the external issuer has the name of our own
 */
export function openTokens(db: KeyDatabase, deps: OpenTokensDeps): Tokens {
  const { config, secret, people, clock, random } = deps;
  // The client writes the Host header, so the issuer's name comes from the configuration alone.
  const issuer = config.publicUrl ?? `http://localhost:${config.port}`;
  const keys = openSigningKeys(db, { secret, clock, random });
  const own = createOwnIssuer({ issuer, keys, clock, random });
  const { externalIssuer } = config;
  if (externalIssuer?.issuer === issuer) {
    throw new ConfigError('JWT_ISSUER is this service itself: unset it, or name another issuer.');
  }
  const external =
    externalIssuer &&
    createExternalIssuer({
      issuer: externalIssuer.issuer,
      audience: externalIssuer.audience,
      keys: createRemoteKeys(externalIssuer.jwksUrl, { clock, fetch: deps.fetch }),
      clock,
    });
  return createTokens({ own, keys, external, people, clock });
}
