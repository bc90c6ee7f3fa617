import type { Database } from 'better-sqlite3';

/** Proofs that were used. Synchronous: called within a transaction. */
export function createProofs(db: Database) {
  // The primary key makes a proof single-use: of two inserts at once, the second changes nothing.
  const insert = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO spent_proof (id, expires_at_ms) VALUES (?, ?)',
  );
  const forgetExpired = db.prepare<[number]>('DELETE FROM spent_proof WHERE expires_at_ms < ?');
  return {
    /** @returns false where it was used before */
    spend(proof: { id: string; expiresAtMs: number }, nowMs: number): boolean {
      forgetExpired.run(nowMs);
      return insert.run(proof.id, proof.expiresAtMs).changes === 1;
    },
  };
}

export type Proofs = ReturnType<typeof createProofs>;
