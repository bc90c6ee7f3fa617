import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { JWK } from 'jose';
import type { Random } from '../../identifiers/random.ts';
import type { Clock } from '../../time/clock.ts';
import { CLOCK_SKEW_MS, SIGNING_KEY_LIFETIME_MS, TOKEN_LIFETIME_MS } from './lifetimes.ts';
import { createSeal } from './seal.ts';

/** ES256 (ECDSA on P-256): every JOSE library has it, so that any module can check an assertion. */
export const SIGNING_ALGORITHM = 'ES256';

/** How long a retired key is still published: until every token that it signed has expired everywhere. */
const RETIRED_FOR_MS = TOKEN_LIFETIME_MS + CLOCK_SKEW_MS;

interface Row {
  kid: string;
  public_jwk: string;
  sealed_private: Buffer | null;
  created_at_ms: number;
  retired_at_ms: number | null;
}

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

export interface SigningKeys {
  /** The key that signs now. A new one takes over after 90 days. */
  current(): SigningKey;
  /** Null for a key that was never ours, or whose tokens have all expired. */
  publicKey(kid: string): KeyObject | null;
  /** All keys that a valid token may have been signed with, as JSON Web Keys (RFC 7517). */
  publicJwks(): JWK[];
}

export interface SigningKeysDeps {
  /** `AUTH_SECRET`. Another value makes a new key at the next start. */
  secret: string;
  clock: Clock;
  random: Random;
}

/** Opens the keys of `accounts.db`, and makes one where none can sign. Its migrations have been applied. */
export function openSigningKeys(db: Database, deps: SigningKeysDeps): SigningKeys {
  const seal = createSeal(deps.secret, deps.random);
  const table = createTable(db);
  let keys: OpenKey[] = [];
  let signing = load();

  function load(): SigningKey & { createdAtMs: number } {
    const rows = table.all();
    keys = rows.map(openKey);
    const row = rows.find(({ retired_at_ms }) => retired_at_ms === null);
    const opened = row?.sealed_private ? seal.open(row.kid, row.sealed_private) : null;
    // None yet, or one that was sealed under another secret.
    if (!row || !opened) return replace();
    const privateKey = createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' });
    return { kid: row.kid, privateKey, createdAtMs: row.created_at_ms };
  }

  function replace(): SigningKey & { createdAtMs: number } {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = deps.random.uuid();
    const nowMs = deps.clock.now();
    const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
    table.replace({
      kid,
      public_jwk: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
      sealed_private: seal.close(kid, der),
      created_at_ms: nowMs,
    });
    keys = table.all().map(openKey);
    return { kid, privateKey: pair.privateKey, createdAtMs: nowMs };
  }

  const published = () => {
    const nowMs = deps.clock.now();
    return keys.filter(({ publishedUntilMs }) => publishedUntilMs > nowMs);
  };
  return {
    current() {
      const isDue = deps.clock.now() >= signing.createdAtMs + SIGNING_KEY_LIFETIME_MS;
      // better-auth keeps a transaction open on this connection while it hashes a password. A key that is written
      // into it would be lost if the sign-up fails, so the old key signs a little longer.
      if (isDue && !db.inTransaction) signing = replace();
      return signing;
    },
    publicKey: (kid) => published().find((key) => key.kid === kid)?.publicKey ?? null,
    publicJwks: () => published().map(({ jwk }) => jwk),
  };
}

interface OpenKey {
  kid: string;
  jwk: JWK;
  publicKey: KeyObject;
  publishedUntilMs: number;
}

function openKey(row: Row): OpenKey {
  const jwk = JSON.parse(row.public_jwk) as JWK;
  return {
    kid: row.kid,
    jwk: { ...jwk, kid: row.kid, alg: SIGNING_ALGORITHM, use: 'sig' },
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    publishedUntilMs: (row.retired_at_ms ?? Number.POSITIVE_INFINITY) + RETIRED_FOR_MS,
  };
}

function createTable(db: Database) {
  const selectAll = db.prepare<[], Row>('SELECT * FROM signing_key ORDER BY created_at_ms DESC');
  // The private half goes with the retirement: nothing can be signed with it after that.
  const retire = db.prepare<[number]>(
    'UPDATE signing_key SET retired_at_ms = ?, sealed_private = NULL WHERE retired_at_ms IS NULL',
  );
  const forget = db.prepare<[number]>('DELETE FROM signing_key WHERE retired_at_ms <= ?');
  const insert = db.prepare<[string, string, Buffer, number]>(
    'INSERT INTO signing_key (kid, public_jwk, sealed_private, created_at_ms) VALUES (?, ?, ?, ?)',
  );
  return {
    all: () => selectAll.all(),
    // One transaction: there is always exactly one key that signs.
    replace: db.transaction(
      (key: Omit<Row, 'sealed_private' | 'retired_at_ms'> & { sealed_private: Buffer }) => {
        retire.run(key.created_at_ms);
        forget.run(key.created_at_ms - RETIRED_FOR_MS);
        insert.run(key.kid, key.public_jwk, key.sealed_private, key.created_at_ms);
      },
    ).immediate,
  };
}
