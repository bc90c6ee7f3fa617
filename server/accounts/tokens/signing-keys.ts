import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { JWK } from 'jose';
import type { Random } from '../../identifiers/random.ts';
import { Problem } from '../../problem.ts';
import type { Clock } from '../../time/clock.ts';
import { CLOCK_SKEW_MS, SIGNING_KEY_LIFETIME_MS, TOKEN_LIFETIME_MS } from './lifetimes.ts';
import { newSigningKey } from './new-signing-key.ts';
import { createSeal } from './seal.ts';
import {
  createSigningKeyTable,
  selectSigningKeys,
  type SigningKeyRow,
} from './signing-key-table.ts';

/** ECDSA on P-256 with SHA-256. Every JOSE library has it, so any module can check an assertion. */
export const SIGNING_ALGORITHM = 'ES256';

/** How long a retired key is still published: until every token that it signed has expired everywhere. */
const RETIRED_FOR_MS = TOKEN_LIFETIME_MS + CLOCK_SKEW_MS;

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

export interface SigningKeys {
  /** The key that signs now. A new one takes over after 90 days. */
  current(): SigningKey;
  /** Null for an ID of no key of ours, or of a key whose tokens have all expired. */
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

/** Connections to `accounts.db`, whose migrations have been applied. */
export interface KeyDatabase {
  /** The connection for writing. A sign-up may have a transaction open on it. */
  main: Database;
  /** The connection for reading. No transaction stays open on it, so it sees at once what another process commits. */
  read: Database;
}

/** Opens the keys of `accounts.db`, and makes one where none can sign. */
export function openSigningKeys(db: KeyDatabase, deps: SigningKeysDeps): SigningKeys {
  const seal = createSeal(deps.secret, deps.random);
  const table = createSigningKeyTable(db.main);
  const selectAll = selectSigningKeys(db.read);
  const dataVersion = db.read.prepare<[], number>('PRAGMA data_version').pluck();
  let version = dataVersion.get();
  let keys: OpenKey[] = [];
  let signing = load();

  type Signing = SigningKey & { createdAtMs: number };
  function load(): Signing | null {
    const rows = selectAll();
    keys = rows.map(openKey);
    const row = rows.find(({ retired_at_ms }) => retired_at_ms === null);
    const opened = row?.sealed_private ? seal.open(row.kid, row.sealed_private) : null;
    // There is no key yet, or it was sealed under another secret.
    if (!row || !opened) return replace();
    const privateKey = createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' });
    return { kid: row.kid, privateKey, createdAtMs: row.created_at_ms };
  }

  /** @returns null while a sign-up has a transaction open: its failure would roll the new key back */
  function replace(): Signing | null {
    // better-auth keeps a transaction open on this connection while it hashes a password.
    if (db.main.inTransaction) return null;
    const { row, privateKey } = newSigningKey(seal, deps.clock.now(), deps.random);
    table.retireFor(row, RETIRED_FOR_MS);
    keys = selectAll().map(openKey);
    return { kid: row.kid, privateKey, createdAtMs: row.created_at_ms };
  }

  /** Reads keys that the operator's command has replaced. Takes some microseconds where nothing was committed. */
  function refresh(): void {
    const current = dataVersion.get();
    if (current === version) return;
    signing = load();
    version = current;
  }

  const published = () => {
    refresh();
    const nowMs = deps.clock.now();
    return keys.filter(({ publishedUntilMs }) => publishedUntilMs > nowMs);
  };
  return {
    current() {
      refresh();
      signing ??= load();
      if (!signing) throw noKeyNow();
      const isDue = deps.clock.now() >= signing.createdAtMs + SIGNING_KEY_LIFETIME_MS;
      // Where a new key cannot be written now, the old one goes on signing until the next call.
      if (isDue) signing = replace() ?? signing;
      return signing;
    },
    publicKey: (kid) => published().find((key) => key.kid === kid)?.publicKey ?? null,
    publicJwks: () => published().map(({ jwk }) => jwk),
  };
}

/** The old key is not used instead: it may have been replaced because it leaked. */
const noKeyNow = () =>
  new Problem('overloaded', 'No token can be signed at the moment: try again in a second.', {
    retry_after: 1,
  });

interface OpenKey {
  kid: string;
  jwk: JWK;
  publicKey: KeyObject;
  publishedUntilMs: number;
}

function openKey(row: SigningKeyRow): OpenKey {
  const jwk = JSON.parse(row.public_jwk) as JWK;
  return {
    kid: row.kid,
    jwk: { ...jwk, kid: row.kid, alg: SIGNING_ALGORITHM, use: 'sig' },
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    publishedUntilMs: (row.retired_at_ms ?? Number.POSITIVE_INFINITY) + RETIRED_FOR_MS,
  };
}
