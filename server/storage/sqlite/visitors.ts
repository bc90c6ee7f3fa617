import type { Database } from 'better-sqlite3';
import { visitorLedgerId } from '../../identifiers/ids.ts';
import type { Storage } from '../port.ts';
import type { MintInput, MintOutcome } from '../port/visitors.ts';
import { createArrivals } from './arrivals.ts';
import type { DailyTotals } from './daily-totals.ts';
import { createForgetIdle } from './forget-idle.ts';
import type { Write } from './group-commit.ts';
import type { Ledgers } from './ledgers.ts';
import { createNewVisitors } from './new-visitors.ts';
import { createProofs } from './proofs.ts';
import { createRecognition } from './recognition.ts';

type Methods = Pick<Storage, 'recognise' | 'readArrivals' | 'mintKey' | 'spendProof'>;

/** Recognises and creates visitors. Each write is one transaction, so that parallel callers cannot both win. */
export function createVisitors(
  db: Database,
  write: Write,
  ledgers: Ledgers,
  totals: DailyTotals,
): Methods {
  const recognition = createRecognition(db);
  const arrivals = createArrivals(db, totals);
  const proofs = createProofs(db);
  const createVisitor = createNewVisitors(db, arrivals, ledgers, proofs);
  const forgetIdle = createForgetIdle(db);
  const insertOrganization = db.prepare<[string, string, string, string, number]>(
    'INSERT INTO organization (id, name, plan, visitor_id, created_at_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const insertDevice = db.prepare<[string, string, string, number]>(
    'INSERT INTO device (token_hash, visitor_id, organization_id, created_at_ms) VALUES (?, ?, ?, ?)',
  );
  const insertKey = db.prepare<[string, string, string, string, string, number]>(
    `INSERT INTO api_key (id, hash, tier, last4, organization_id, visitor_id, created_at_ms)
     VALUES (?, ?, 'test', ?, ?, ?, ?)`,
  );
  const revokeOldest = db.prepare<[number, string, number]>(
    `UPDATE api_key SET revoked_at_ms = ? WHERE id IN (
       SELECT id FROM api_key WHERE visitor_id = ? AND revoked_at_ms IS NULL
       ORDER BY created_at_ms DESC, id DESC LIMIT -1 OFFSET ?)`,
  );

  function mint(input: MintInput): MintOutcome {
    const known = recognition.lookUp(input) ?? createVisitor(input);
    if ('kind' in known) return known;
    const { visitorId, recognizedBy } = known;
    const organizationId = known.organizationId ?? input.newOrganizationId;
    if (known.organizationId === null) {
      insertOrganization.run(
        organizationId,
        input.organizationName,
        input.plan,
        visitorId,
        input.nowMs,
      );
      insertDevice.run(input.newDevice, visitorId, organizationId, input.nowMs);
    } else {
      recognition.markDeviceSeen(input, input.nowMs);
    }
    recognition.link(input, visitorId);
    const { key } = input;
    insertKey.run(key.id, key.hash, key.last4, organizationId, visitorId, input.nowMs);
    revokeOldest.run(input.nowMs, visitorId, input.activeKeysMax);
    forgetIdle(visitorId, input.kept);
    return {
      kind: 'minted',
      recognizedBy,
      organizationId,
      visitorId,
      ledger: ledgers.read({ id: visitorLedgerId(visitorId), limit: input.lifetimeLimit }),
      newDeviceBound: known.organizationId === null,
    };
  }

  return {
    recognise: async (input) => recognition.lookUp(input)?.recognizedBy ?? 'none',
    readArrivals: async (query) => arrivals.read(query),
    mintKey: (input) => write(() => mint(input)),
    spendProof: (proof, nowMs) => write(() => proofs.spend(proof, nowMs)),
  };
}
