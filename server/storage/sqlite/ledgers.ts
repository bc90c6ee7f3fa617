import type { Database } from 'better-sqlite3';
import type { ReservationId } from '../../identifiers/ids.ts';
import type {
  FinishInput,
  Ledger,
  LedgerRef,
  ReserveInput,
  ReserveOutcome,
  Storage,
} from '../port.ts';
import type { DailyTotals } from './daily-totals.ts';
import type { Write } from './group-commit.ts';
import { isVisitorLedger, trustId } from '../../identifiers/ids.ts';

type Methods = Pick<
  Storage,
  | 'readLedger'
  | 'reserveDiscovery'
  | 'commitReservation'
  | 'finishDiscovery'
  | 'recoverReservations'
>;

interface LedgerRow {
  quota_limit: number | null;
  used: number;
  reserved: number;
}

/**
 * Discoveries that were given back and are kept, per ledger. They cost nothing, so that a visitor with a
 * target that is down could fill the disk with them, sixty a minute for ever.
 */
const GIVEN_BACK_MAX = 50;

/** Reserve, commit, give back: the only code that changes a ledger. */
export function createLedgers(db: Database, write: Write, totals: DailyTotals): Methods {
  const selectLedger = db.prepare<[string], LedgerRow>(
    'SELECT quota_limit, used, reserved FROM ledger WHERE id = ?',
  );
  // A changed plan takes effect at the next reservation, but never below what is spent already.
  const ensureLedger = db.prepare<[string, number | null]>(
    `INSERT INTO ledger (id, quota_limit) VALUES (?, ?)
     ON CONFLICT (id) DO UPDATE SET quota_limit = CASE
       WHEN excluded.quota_limit IS NULL THEN NULL
       ELSE max(excluded.quota_limit, used + reserved) END`,
  );
  // Decides and writes in one statement: two callers can never both take the last one.
  const take = db.prepare<[string]>(
    `UPDATE ledger SET reserved = reserved + 1
     WHERE id = ? AND (quota_limit IS NULL OR used + reserved < quota_limit)`,
  );
  const hasRoom = db
    .prepare<[string], number>(
      'SELECT 1 FROM ledger WHERE id = ? AND (quota_limit IS NULL OR used + reserved < quota_limit)',
    )
    .pluck();
  const insertReservation = db.prepare<[string, string, number]>(
    `INSERT INTO reservation (id, ledger_id, state, created_at_ms) VALUES (?, ?, 'reserved', ?)`,
  );
  // The state is part of the condition, so a reservation is settled once, whoever comes first.
  const settleReservation = db.prepare<
    ['committed' | 'refunded', number, string],
    { ledger_id: string; created_at_ms: number }
  >(
    `UPDATE reservation SET state = ?, settled_at_ms = ?
     WHERE id = ? AND state = 'reserved' RETURNING ledger_id, created_at_ms`,
  );
  const charge = db.prepare<[string]>(
    'UPDATE ledger SET reserved = reserved - 1, used = used + 1 WHERE id = ?',
  );
  const giveBack = db.prepare<[string]>('UPDATE ledger SET reserved = reserved - 1 WHERE id = ?');

  const selectForgotten = db.prepare<[string, number], { id: string }>(
    `SELECT id FROM reservation WHERE ledger_id = ? AND state = 'refunded'
     ORDER BY settled_at_ms DESC, id LIMIT -1 OFFSET ?`,
  );
  const forgetDiscovery = db.prepare<[string]>('DELETE FROM discovery WHERE reservation_id = ?');
  const forgetReservation = db.prepare<[string]>('DELETE FROM reservation WHERE id = ?');

  const selectIdempotent = db.prepare<
    [string, string],
    { discovery_id: string; request_hash: string }
  >(
    'SELECT discovery_id, request_hash FROM idempotency WHERE organization_id = ? AND idempotency_key = ?',
  );
  const insertIdempotent = db.prepare<[string, string, string, string]>(
    `INSERT INTO idempotency (organization_id, idempotency_key, request_hash, discovery_id)
     VALUES (?, ?, ?, ?)`,
  );
  const selectRepeat = db.prepare<[string, string, number], { id: string }>(
    `SELECT id FROM discovery
     WHERE organization_id = ? AND request_hash = ? AND status = 'completed' AND completed_at_ms >= ?
     ORDER BY completed_at_ms DESC LIMIT 1`,
  );
  const insertDiscovery = db.prepare<[Record<string, string | number>]>(
    `INSERT INTO discovery (id, organization_id, artifact_id, reservation_id, kind, url, options,
       request_hash, status, created_at_ms)
     VALUES (@id, @organizationId, @artifactId, @reservationId, @kind, @url, @options,
       @requestHash, 'running', @nowMs)`,
  );
  const endDiscovery = db.prepare<[Record<string, string | number | null>]>(
    `UPDATE discovery SET status = @status, result = @result, events = @events, failure = @failure,
       endpoint_count = json_array_length(@result, '$.endpoints'), completed_at_ms = @nowMs
     WHERE id = @id AND organization_id = @organizationId AND status = 'running'`,
  );
  const forgetKey = db.prepare<[string]>('DELETE FROM idempotency WHERE discovery_id = ?');
  const selectOpenReservations = db.prepare<[], { id: string }>(
    `SELECT id FROM reservation WHERE state = 'reserved'`,
  );
  const forgetInterrupted = db.prepare(
    `DELETE FROM idempotency WHERE discovery_id IN (SELECT id FROM discovery WHERE status = 'running')`,
  );
  const failInterrupted = db.prepare<[string, number]>(
    `UPDATE discovery SET status = 'failed', failure = ?, completed_at_ms = ? WHERE status = 'running'`,
  );

  /** @returns the ledger, or null where the reservation was settled before. */
  function settle(id: ReservationId, how: 'commit' | 'refund', nowMs: number): string | null {
    const state = how === 'commit' ? 'committed' : 'refunded';
    const settled = settleReservation.get(state, nowMs, id);
    if (!settled) return null;
    (how === 'commit' ? charge : giveBack).run(settled.ledger_id);
    // Else one key and a dead target would use up everybody's day for nothing.
    if (how === 'refund' && isVisitorLedger(trustId(settled.ledger_id))) {
      totals.subtract('discoveries', settled.created_at_ms);
    }
    return settled.ledger_id;
  }

  function forgetOldest(ledgerId: string): void {
    for (const { id } of selectForgotten.all(ledgerId, GIVEN_BACK_MAX)) {
      forgetDiscovery.run(id);
      forgetReservation.run(id);
    }
  }

  function findEarlier(input: ReserveInput): ReserveOutcome | null {
    if (input.idempotencyKey !== null) {
      const earlier = selectIdempotent.get(input.organizationId, input.idempotencyKey);
      if (earlier && earlier.request_hash !== input.requestHash) {
        return { kind: 'idempotency_key_reused' };
      }
      if (earlier) return { kind: 'repeated', discoveryId: trustId(earlier.discovery_id) };
    }
    if (input.reuseSinceMs === null) return null;
    const stored = selectRepeat.get(input.organizationId, input.requestHash, input.reuseSinceMs);
    return stored ? { kind: 'repeated', discoveryId: trustId(stored.id) } : null;
  }

  function reserve(input: ReserveInput): ReserveOutcome {
    const earlier = findEarlier(input);
    if (earlier) return earlier;
    ensureLedger.run(input.ledger.id, input.ledger.limit);
    const isDayFull =
      input.anonymousPerDayMax !== null &&
      totals.read('discoveries', input.nowMs) >= input.anonymousPerDayMax;
    // Whoever has none left is told so even on a full day: waiting for tomorrow would not help.
    if (isDayFull && hasRoom.get(input.ledger.id)) return { kind: 'day_full' };
    if (take.run(input.ledger.id).changes === 0) return { kind: 'exhausted' };
    if (input.anonymousPerDayMax !== null) totals.add('discoveries', input.nowMs);
    insertReservation.run(input.reservationId, input.ledger.id, input.nowMs);
    insertDiscovery.run({
      id: input.discoveryId,
      organizationId: input.organizationId,
      artifactId: input.artifactId,
      reservationId: input.reservationId,
      kind: input.kind,
      url: input.url,
      options: JSON.stringify(input.options),
      requestHash: input.requestHash,
      nowMs: input.nowMs,
    });
    if (input.idempotencyKey !== null) {
      insertIdempotent.run(
        input.organizationId,
        input.idempotencyKey,
        input.requestHash,
        input.discoveryId,
      );
    }
    return { kind: 'reserved' };
  }

  return {
    async readLedger(ref: LedgerRef): Promise<Ledger> {
      const row = selectLedger.get(ref.id);
      return row
        ? { limit: row.quota_limit, used: row.used, reserved: row.reserved }
        : { limit: ref.limit, used: 0, reserved: 0 };
    },
    reserveDiscovery: (input) => write(() => reserve(input)),
    commitReservation: (id, nowMs) => write(() => settle(id, 'commit', nowMs) !== null),
    finishDiscovery: (input: FinishInput) =>
      write(() => {
        const ledgerId = settle(input.reservationId, input.settle, input.nowMs);
        // An Idempotency-Key stands for one charge: what was given back may run again under it.
        if (input.settle === 'refund') forgetKey.run(input.id);
        endDiscovery.run({
          id: input.id,
          organizationId: input.organizationId,
          status: input.status,
          result: input.result === undefined ? null : JSON.stringify(input.result),
          events: JSON.stringify(input.events ?? []),
          failure: input.failure ? JSON.stringify(input.failure) : null,
          nowMs: input.nowMs,
        });
        if (input.settle === 'refund' && ledgerId !== null) forgetOldest(ledgerId);
      }),
    // A later request with the same Idempotency-Key must run: its first one never answered.
    recoverReservations: (nowMs) =>
      write(() => {
        const open = selectOpenReservations.all();
        for (const { id } of open) settle(trustId<ReservationId>(id), 'refund', nowMs);
        forgetInterrupted.run();
        failInterrupted.run(
          JSON.stringify({ code: 'interrupted', detail: 'The service stopped while this ran.' }),
          nowMs,
        );
        return open.length;
      }),
  };
}
