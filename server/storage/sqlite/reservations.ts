import type { Database } from 'better-sqlite3';
import {
  isVisitorLedger,
  trustId,
  type LedgerId,
  type ReservationId,
} from '../../identifiers/ids.ts';
import type { FinishInput, Hold, RecoverInput, ReserveInput } from '../port/reservations.ts';
import type { DailyTotals } from './daily-totals.ts';
import type { Ledgers } from './ledgers.ts';

/** A reservation that was charged or given back just now. */
interface Settled {
  ledgerId: string;
  /** Null where it was given back. */
  used: number | null;
}

interface Expired {
  id: ReservationId;
  ledger_id: LedgerId;
  state: 'reserved' | 'committed' | 'refunded';
  created_at_ms: number;
}

const FIRST_ATTEMPT = 1;
/** No lease is past it. */
const END_OF_TIME_MS = Number.MAX_SAFE_INTEGER;

type Row = Pick<Expired, 'ledger_id' | 'created_at_ms'>;

/**
 * Discoveries that are reserved until they are charged or given back. What ends one names its attempt, so that a
 * holder whose lease was recovered changes nothing. Synchronous: called within a transaction.
 */
export function createReservations(db: Database, ledgers: Ledgers, totals: DailyTotals) {
  const insert = db.prepare<[string, string, number, string, number, number]>(
    `INSERT INTO reservation (id, ledger_id, state, created_at_ms, node_id, attempt, lease_expires_at_ms)
     VALUES (?, ?, 'reserved', ?, ?, ?, ?)`,
  );
  // The state is part of the condition, so that a reservation is settled once, whoever comes first.
  const charge = db.prepare<[number, string, number], Row>(
    `UPDATE reservation SET state = 'committed', settled_at_ms = ?
     WHERE id = ? AND attempt = ? AND state = 'reserved' RETURNING ledger_id, created_at_ms`,
  );
  const settleAndEnd = db.prepare<['committed' | 'refunded', number, string, number], Row>(
    `UPDATE reservation SET state = ?, settled_at_ms = ?, lease_expires_at_ms = NULL
     WHERE id = ? AND attempt = ? AND state = 'reserved' RETURNING ledger_id, created_at_ms`,
  );
  const end = db.prepare<[string, number]>(
    `UPDATE reservation SET lease_expires_at_ms = NULL
     WHERE id = ? AND attempt = ? AND lease_expires_at_ms IS NOT NULL`,
  );
  const selectState = db
    .prepare<[string, number], Expired['state']>(
      'SELECT state FROM reservation WHERE id = ? AND attempt = ?',
    )
    .pluck();
  const extend = db.prepare<[number, string, number]>(
    `UPDATE reservation SET lease_expires_at_ms = ?
     WHERE id = ? AND attempt = ? AND lease_expires_at_ms IS NOT NULL`,
  );
  const selectExpired = db.prepare<[number], Expired>(
    'SELECT id, ledger_id, state, created_at_ms FROM reservation WHERE lease_expires_at_ms <= ?',
  );
  const takeFromHolder = db.prepare<[number, string]>(
    `UPDATE reservation SET attempt = attempt + 1, lease_expires_at_ms = NULL,
       settled_at_ms = coalesce(settled_at_ms, ?),
       state = CASE state WHEN 'reserved' THEN 'refunded' ELSE state END
     WHERE id = ?`,
  );
  const selectOldest = db
    .prepare<[string, number], string>(
      `SELECT id FROM reservation WHERE ledger_id = ? AND state = 'refunded'
       ORDER BY settled_at_ms DESC, id LIMIT -1 OFFSET ?`,
    )
    .pluck();
  // Both, because an organization has a new ledger each month, and a visitor has an organization for each device.
  const countRunning = db
    .prepare<[string, string], number>(
      `SELECT count(*) FROM discovery d JOIN reservation r ON r.id = d.reservation_id
       WHERE d.status = 'running' AND (d.organization_id = ? OR r.ledger_id = ?)`,
    )
    .pluck();
  const removeDiscovery = db.prepare<[string]>('DELETE FROM discovery WHERE reservation_id = ?');
  const remove = db.prepare<[string]>('DELETE FROM reservation WHERE id = ?');

  const isBusy = (
    ledgerId: string,
    { organizationId, concurrentMax }: Pick<ReserveInput, 'organizationId' | 'concurrentMax'>,
  ): boolean =>
    concurrentMax !== null && (countRunning.get(organizationId, ledgerId) ?? 0) >= concurrentMax;

  function giveBack(ledgerId: string, reservedAtMs: number): void {
    ledgers.giveBack(ledgerId);
    // Otherwise one visitor with a dead target could use up the day of all visitors for free.
    if (isVisitorLedger(trustId(ledgerId))) totals.subtract('discoveries', reservedAtMs);
  }

  return {
    /** @returns why not, or the attempt that holds the discovery which was reserved */
    open({ ledger, reservationId, anonymousPerDayMax, lease, nowMs, ...input }: ReserveInput) {
      ledgers.ensure(ledger);
      const isDayFull =
        anonymousPerDayMax !== null && totals.read('discoveries', nowMs) >= anonymousPerDayMax;
      // An exhausted ledger is reported first, even on a full day, because waiting would not help its owner.
      if (isDayFull && ledgers.hasRoom(ledger)) return 'day_full';
      if (isBusy(ledger.id, input) && ledgers.hasRoom(ledger)) return 'too_many_running';
      if (!ledgers.take(ledger.id)) return 'exhausted';
      if (anonymousPerDayMax !== null) totals.add('discoveries', nowMs);
      const { nodeId, expiresAtMs } = lease;
      insert.run(reservationId, ledger.id, nowMs, nodeId, FIRST_ATTEMPT, expiresAtMs);
      return FIRST_ATTEMPT;
    },

    /** Charges. @returns how many the ledger has charged with this one; null where that was done, or the hold is lost */
    charge({ reservationId, attempt }: Hold, nowMs: number): number | null {
      const charged = charge.get(nowMs, reservationId, attempt);
      return charged ? ledgers.charge(charged.ledger_id) : null;
    },

    /** Charges or gives back, and ends the lease. @returns null where it was charged before, or the hold is lost */
    settleAndEnd(hold: Hold, how: FinishInput['settle'], nowMs: number): Settled | null {
      const state = how === 'commit' ? 'committed' : 'refunded';
      const settled = settleAndEnd.get(state, nowMs, hold.reservationId, hold.attempt);
      if (!settled) return null;
      const ledgerId = settled.ledger_id;
      if (how === 'commit') return { ledgerId, used: ledgers.charge(ledgerId) };
      giveBack(ledgerId, settled.created_at_ms);
      return { ledgerId, used: null };
    },

    /** Ends the lease of a discovery that was charged before. @returns false where it has ended, or the hold is lost */
    end: ({ reservationId, attempt }: Hold): boolean =>
      end.run(reservationId, attempt).changes === 1,

    /** Null: another attempt holds it, or there is none. */
    stateOf: ({ reservationId, attempt }: Hold) => selectState.get(reservationId, attempt) ?? null,

    /** @returns false where the discovery has ended, or the hold is lost */
    extend: ({ reservationId, attempt }: Hold, expiresAtMs: number): boolean =>
      extend.run(expiresAtMs, reservationId, attempt).changes === 1,

    /** Takes discoveries from holders that are gone, and gives back those that are not charged. */
    takeExpired({ which, nowMs }: Pick<RecoverInput, 'which' | 'nowMs'>): Expired[] {
      const expired = selectExpired.all(which === 'all' ? END_OF_TIME_MS : nowMs);
      for (const { id, ledger_id: ledgerId, state, created_at_ms: createdAtMs } of expired) {
        takeFromHolder.run(nowMs, id);
        if (state === 'reserved') giveBack(ledgerId, createdAtMs);
      }
      return expired;
    },

    /** Deletes the oldest discoveries that were given back, past `givenBackMax` of a ledger. */
    removeGivenBack(ledgerId: string, givenBackMax: number): void {
      for (const id of selectOldest.all(ledgerId, givenBackMax)) {
        removeDiscovery.run(id);
        remove.run(id);
      }
    },
  };
}
