import type { AccountConfig } from '../../config/config.ts';
import type { Random } from '../../identifiers/random.ts';
import type { Clock } from '../../time/clock.ts';
import { openAccountDatabase } from '../database.ts';
import { loadAuthSecret } from '../secret.ts';
import { newSigningKey } from './new-signing-key.ts';
import { createSeal } from './seal.ts';
import { createSigningKeyTable, selectSigningKeys } from './signing-key-table.ts';

export interface ReplaceSigningKeyDeps {
  config: { dataDir: string; accounts: Pick<AccountConfig, 'secret'> };
  clock: Clock;
  random: Random;
}

/**
 * Makes a new key that signs tokens, and deletes all others. A running service uses it from the next token on.
 * @returns `other_secret`, and changes nothing, where the service could not open the new key: its `AUTH_SECRET` is not
 * the one given here
 * @throws SQLite's own error where the file cannot be opened or written
 */
export function replaceSigningKey(deps: ReplaceSigningKeyDeps): 'replaced' | 'other_secret' {
  const { config, clock, random } = deps;
  const db = openAccountDatabase(config.dataDir);
  try {
    const seal = createSeal(loadAuthSecret(config.dataDir, config.accounts.secret, random), random);
    const signing = selectSigningKeys(db.main)().find(
      ({ retired_at_ms }) => retired_at_ms === null,
    );
    if (signing?.sealed_private && seal.open(signing.kid, signing.sealed_private) === null) {
      return 'other_secret';
    }
    createSigningKeyTable(db.main).replaceAll(newSigningKey(seal, clock.now(), random).row);
    return 'replaced';
  } finally {
    db.close();
  }
}
