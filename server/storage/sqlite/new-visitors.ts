import type { Database } from 'better-sqlite3';
import { visitorLedgerId } from '../../identifiers/ids.ts';
import type { ArrivalBounds, Arrivals, MintInput, MintOutcome } from '../port/visitors.ts';
import type { createArrivals } from './arrivals.ts';
import type { Ledgers } from './ledgers.ts';
import type { Proofs } from './proofs.ts';
import type { Known } from './recognition.ts';

/** Creates a visitor who has paid with a proof of work. Synchronous: used within a transaction. */
export function createNewVisitors(
  db: Database,
  arrivals: ReturnType<typeof createArrivals>,
  ledgers: Ledgers,
  proofs: Proofs,
): (input: MintInput) => Known | MintOutcome {
  const insertVisitor = db.prepare<[string, number]>(
    'INSERT INTO visitor (id, created_at_ms) VALUES (?, ?)',
  );
  return (input) => {
    const { proof, arrival, nowMs } = input;
    if (!proof) return { kind: 'proof_required' };
    const before = arrivals.read({ ...input, ...arrival });
    if (before.visitorsToday >= arrival.visitorsPerDayMax) return { kind: 'day_full' };
    if (!isWithin(before, arrival.bounds)) return { kind: 'out_of_bounds', arrivals: before };
    if (!proofs.spend(proof, nowMs)) return { kind: 'proof_spent' };
    insertVisitor.run(input.newVisitorId, nowMs);
    ledgers.ensure({ id: visitorLedgerId(input.newVisitorId), limit: input.lifetimeLimit });
    arrivals.add(arrival, !before.isFingerprintKnown, nowMs);
    return { recognizedBy: 'none', visitorId: input.newVisitorId, organizationId: null };
  };
}

const isWithin = (
  { levels, isFingerprintKnown, visitorsToday }: Arrivals,
  bounds: ArrivalBounds,
): boolean =>
  visitorsToday <= bounds.visitorsTodayMax &&
  (isFingerprintKnown || !bounds.needsKnownFingerprint) &&
  levels.every(({ decayedCount, neverSeenCount }, index) => {
    const level = bounds.levels[index];
    return (
      level !== undefined &&
      decayedCount <= level.decayedCountMax &&
      neverSeenCount <= level.neverSeenCountMax
    );
  });
