import type { Database } from 'better-sqlite3';
import { isVisitorLedger, trustId } from '../../identifiers/ids.ts';
import type { FinishInput, ReserveInput } from '../port.ts';
import type { DailyTotals } from './daily-totals.ts';
import type { Ledgers } from './ledgers.ts';

/**
 * How many discoveries that were given back are kept for each ledger. They cost nothing, so without a limit a
 * visitor whose target is down could fill the disk with them, at sixty a minute.
 */
const GIVEN_BACK_MAX = 50;

interface Settled {
  ledgerId: string;
  /** Null where it was given back. */
  used: number | null;
}

/** Discoveries that are reserved until they are charged or given back. Synchronous: called within a transaction. */
export function createReservations(db: Database, ledgers: Ledgers, totals: DailyTotals) {
  const insert = db.prepare<[string, string, number]>(
    `INSERT INTO reservation (id, ledger_id, state, created_at_ms) VALUES (?, ?, 'reserved', ?)`,
  );
  // The state is part of the condition, so that a reservation is settled once, whoever comes first.
  const update = db.prepare<
    ['committed' | 'refunded', number, string],
    { ledger_id: string; created_at_ms: number }
  >(
    `UPDATE reservation SET state = ?, settled_at_ms = ?
     WHERE id = ? AND state = 'reserved' RETURNING ledger_id, created_at_ms`,
  );
  const selectOpen = db
    .prepare<[], string>(`SELECT id FROM reservation WHERE state = 'reserved'`)
    .pluck();
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

  return {
    /** @returns why not, or null where one discovery was reserved */
    open({ ledger, reservationId, anonymousPerDayMax, nowMs, ...input }: ReserveInput) {
      ledgers.ensure(ledger);
      const isDayFull =
        anonymousPerDayMax !== null && totals.read('discoveries', nowMs) >= anonymousPerDayMax;
      // An exhausted ledger is reported first, even on a full day, because waiting would not help its owner.
      if (isDayFull && ledgers.hasRoom(ledger)) return 'day_full';
      if (isBusy(ledger.id, input) && ledgers.hasRoom(ledger)) return 'too_many_running';
      if (!ledgers.take(ledger.id)) return 'exhausted';
      if (anonymousPerDayMax !== null) totals.add('discoveries', nowMs);
      insert.run(reservationId, ledger.id, nowMs);
      return null;
    },

    /**
     * Charges or gives back.
     * @returns the ledger, and how many discoveries it has charged with this one; null where that was done before
     */
    settle(id: string, how: FinishInput['settle'], nowMs: number): Settled | null {
      const settled = update.get(how === 'commit' ? 'committed' : 'refunded', nowMs, id);
      if (!settled) return null;
      const ledgerId = settled.ledger_id;
      if (how === 'commit') {
        return { ledgerId, used: ledgers.charge(ledgerId) };
      }
      ledgers.giveBack(ledgerId);
      // Otherwise one visitor with a dead target could use up the day of all visitors for free.
      if (isVisitorLedger(trustId(ledgerId))) {
        totals.subtract('discoveries', settled.created_at_ms);
      }
      return { ledgerId, used: null };
    },

    /** The reservations that are neither charged nor given back. */
    openIds: (): string[] => selectOpen.all(),

    /** Deletes the oldest discoveries that were given back, past `GIVEN_BACK_MAX`. */
    removeGivenBack(ledgerId: string): void {
      for (const id of selectOldest.all(ledgerId, GIVEN_BACK_MAX)) {
        removeDiscovery.run(id);
        remove.run(id);
      }
    },
  };
}
