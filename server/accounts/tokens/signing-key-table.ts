import type { Database } from 'better-sqlite3';

export interface SigningKeyRow {
  kid: string;
  public_jwk: string;
  sealed_private: Buffer | null;
  created_at_ms: number;
  retired_at_ms: number | null;
}

export type NewSigningKeyRow = Omit<SigningKeyRow, 'sealed_private' | 'retired_at_ms'> & {
  sealed_private: Buffer;
};

/** The table of signing keys. Exactly one of them signs at any time. */
export function createSigningKeyTable(main: Database) {
  // The private half is deleted, so that nothing can be signed with a retired key.
  const retire = main.prepare<[number]>(
    'UPDATE signing_key SET retired_at_ms = ?, sealed_private = NULL WHERE retired_at_ms IS NULL',
  );
  const forget = main.prepare<[number]>('DELETE FROM signing_key WHERE retired_at_ms <= ?');
  const forgetAll = main.prepare('DELETE FROM signing_key');
  const insert = main.prepare<[string, string, Buffer, number]>(
    'INSERT INTO signing_key (kid, public_jwk, sealed_private, created_at_ms) VALUES (?, ?, ?, ?)',
  );
  const add = (key: NewSigningKeyRow) =>
    insert.run(key.kid, key.public_jwk, key.sealed_private, key.created_at_ms);
  return {
    /** Lets a new key sign. The old one stays published until the tokens that it signed have expired. */
    retireFor: main.transaction((key: NewSigningKeyRow, keptForMs: number) => {
      retire.run(key.created_at_ms);
      forget.run(key.created_at_ms - keptForMs);
      add(key);
    }).immediate,
    /** Lets a new key sign and deletes all others: tokens that they signed are refused from now on. */
    replaceAll: main.transaction((key: NewSigningKeyRow) => {
      forgetAll.run();
      add(key);
    }).immediate,
  };
}

/** @param db the connection for reading; another one may write */
export function selectSigningKeys(db: Database): () => SigningKeyRow[] {
  const select = db.prepare<[], SigningKeyRow>(
    'SELECT * FROM signing_key ORDER BY created_at_ms DESC',
  );
  return () => select.all();
}
