import type { Database } from 'better-sqlite3';
import { trustId, visitorLedgerId, type OrganizationId, type VisitorId } from '../../ids.ts';
import type { MintInput, MintOutcome, Recognition, Storage } from '../port.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<Storage, 'recognise' | 'mintKey'>;

interface Known {
  recognizedBy: Recognition;
  visitorId: VisitorId;
  /** Null: recognised by browser and network only, so it gets an organization of its own. */
  organizationId: OrganizationId | null;
}

type RecognitionInput = Pick<MintInput, 'fingerprint' | 'network' | 'device' | 'seats'>;

/** Recognition and the birth of visitors. One method is one transaction, so that parallel callers agree. */
export function createVisitors(db: Database, write: Write): Methods {
  const selectDevice = db.prepare<[string], { visitor_id: string; organization_id: string }>(
    'SELECT visitor_id, organization_id FROM device WHERE token_hash = ?',
  );
  const selectPair = db.prepare<[string, string], { visitor_id: string }>(
    `SELECT visitor_id FROM visitor_link WHERE fingerprint_hash = ? AND network_hash = ?
     ORDER BY last_seen_at_ms, visitor_id`,
  );
  const insertVisitor = db.prepare<[string, number]>(
    'INSERT INTO visitor (id, created_at_ms) VALUES (?, ?)',
  );
  const insertLedger = db.prepare<[string, number]>(
    'INSERT INTO ledger (id, quota_limit) VALUES (?, ?)',
  );
  const insertOrganization = db.prepare<[string, string, number]>(
    `INSERT INTO organization (id, name, plan, visitor_id, created_at_ms)
     VALUES (?, 'Playground', 'playground', ?, ?)`,
  );
  const insertDevice = db.prepare<[string, string, string, number]>(
    'INSERT INTO device (token_hash, visitor_id, organization_id, created_at_ms) VALUES (?, ?, ?, ?)',
  );
  const upsertLink = db.prepare<[string, string, string, number]>(
    `INSERT INTO visitor_link (fingerprint_hash, network_hash, visitor_id, last_seen_at_ms)
     VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_seen_at_ms = excluded.last_seen_at_ms`,
  );
  // The primary key makes a proof single-use: of two at once, one inserts and the other does not.
  const spendProof = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO spent_proof (id, expires_at_ms) VALUES (?, ?)',
  );
  const forgetProofs = db.prepare<[number]>('DELETE FROM spent_proof WHERE expires_at_ms < ?');
  const insertKey = db.prepare<[string, string, string, string, string, number]>(
    `INSERT INTO api_key (id, hash, tier, last4, organization_id, visitor_id, created_at_ms)
     VALUES (?, ?, 'test', ?, ?, ?, ?)`,
  );
  const revokeOldest = db.prepare<[number, string, number]>(
    `UPDATE api_key SET revoked_at_ms = ? WHERE id IN (
       SELECT id FROM api_key WHERE visitor_id = ? AND revoked_at_ms IS NULL
       ORDER BY created_at_ms DESC, id DESC LIMIT -1 OFFSET ?)`,
  );
  const selectLedger = db.prepare<
    [string],
    { quota_limit: number; used: number; reserved: number }
  >('SELECT quota_limit, used, reserved FROM ledger WHERE id = ?');

  function lookUp(input: RecognitionInput): Known | null {
    const device = input.device === null ? undefined : selectDevice.get(input.device);
    if (device) {
      return {
        recognizedBy: 'device',
        visitorId: trustId(device.visitor_id),
        organizationId: trustId(device.organization_id),
      };
    }
    const holders = selectPair.all(input.fingerprint, input.network);
    const holder = holders[0];
    // With seats to spare, someone who looks the same may be somebody else, and pays for a seat.
    if (!holder || holders.length < input.seats) return null;
    return {
      recognizedBy: 'browser_and_network',
      visitorId: trustId(holder.visitor_id),
      organizationId: null,
    };
  }

  function createVisitor(input: MintInput): Known | MintOutcome {
    if (!input.proof) return { kind: 'proof_required' };
    forgetProofs.run(input.nowMs);
    if (spendProof.run(input.proof.id, input.proof.expiresAtMs).changes === 0) {
      return { kind: 'proof_spent' };
    }
    insertVisitor.run(input.newVisitorId, input.nowMs);
    insertLedger.run(visitorLedgerId(input.newVisitorId), input.lifetimeLimit);
    return { recognizedBy: 'none', visitorId: input.newVisitorId, organizationId: null };
  }

  /** Links the pair to a recognised visitor, unless the pair is somebody's. */
  function link(input: MintInput, visitorId: VisitorId): void {
    const holders = selectPair.all(input.fingerprint, input.network);
    const mine = holders.some((holder) => holder.visitor_id === visitorId);
    if (mine || holders.length < input.seats) {
      upsertLink.run(input.fingerprint, input.network, visitorId, input.nowMs);
    }
  }

  function mint(input: MintInput): MintOutcome {
    const known = lookUp(input) ?? createVisitor(input);
    if ('kind' in known) return known;
    const { visitorId, recognizedBy } = known;
    const organizationId = known.organizationId ?? input.newOrganizationId;
    if (known.organizationId === null) {
      insertOrganization.run(organizationId, visitorId, input.nowMs);
      insertDevice.run(input.newDevice, visitorId, organizationId, input.nowMs);
    }
    link(input, visitorId);
    const { key } = input;
    insertKey.run(key.id, key.hash, key.last4, organizationId, visitorId, input.nowMs);
    revokeOldest.run(input.nowMs, visitorId, input.activeKeysMax);
    const ledger = selectLedger.get(visitorLedgerId(visitorId));
    if (!ledger) throw new Error('A visitor has no ledger.');
    return {
      kind: 'minted',
      recognizedBy,
      organizationId,
      visitorId,
      ledger: { limit: ledger.quota_limit, used: ledger.used, reserved: ledger.reserved },
      newDeviceBound: known.organizationId === null,
    };
  }

  return {
    recognise: async (input) => lookUp(input)?.recognizedBy ?? 'none',
    mintKey: (input) => write(() => mint(input)),
  };
}
