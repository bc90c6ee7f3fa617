import type { Database } from 'better-sqlite3';
import { visitorLedgerId } from '../../identifiers/ids.ts';
import type { MintInput, MintOutcome } from '../port.ts';
import type { createArrivals } from './arrivals.ts';
import type { Ledgers } from './ledgers.ts';
import type { Known } from './recognition.ts';

/** Creates a visitor who has paid with a proof of work. Synchronous: used within a transaction. */
export function createNewVisitors(
  db: Database,
  arrivals: ReturnType<typeof createArrivals>,
  ledgers: Ledgers,
): (input: MintInput) => Known | MintOutcome {
  const insertVisitor = db.prepare<[string, number]>(
    'INSERT INTO visitor (id, created_at_ms) VALUES (?, ?)',
  );
  // The primary key makes a proof single-use: of two inserts at once, the second changes nothing.
  const spendProof = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO spent_proof (id, expires_at_ms) VALUES (?, ?)',
  );
  const forgetProofs = db.prepare<[number]>('DELETE FROM spent_proof WHERE expires_at_ms < ?');

  return (input) => {
    const { proof, arrival, nowMs } = input;
    if (!proof) return { kind: 'proof_required' };
    const before = arrivals.read({ ...input, prefixes: arrival.prefixes });
    if (before.visitorsToday >= arrival.visitorsPerDayMax) return { kind: 'day_full' };
    forgetProofs.run(nowMs);
    if (spendProof.run(proof.id, proof.expiresAtMs).changes === 0) return { kind: 'proof_spent' };
    // The proof stays used up: otherwise its work could be credited towards any number of challenges.
    if (!arrival.isEnough(before)) return { kind: 'underpaid', arrivals: before };
    insertVisitor.run(input.newVisitorId, nowMs);
    ledgers.ensure({ id: visitorLedgerId(input.newVisitorId), limit: input.lifetimeLimit });
    arrivals.add(arrival.prefixes, !before.isFingerprintKnown, nowMs);
    return { recognizedBy: 'none', visitorId: input.newVisitorId, organizationId: null };
  };
}
