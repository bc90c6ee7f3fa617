import type { Database } from 'better-sqlite3';
import type { Storage } from '../port.ts';
import type {
  FinishInput,
  Hold,
  RecoverInput,
  ReservationStorage,
  ReserveInput,
  ReserveOutcome,
  Settlement,
} from '../port/reservations.ts';
import type { DailyTotals } from './daily-totals.ts';
import type { Write } from './group-commit.ts';
import type { Ledgers } from './ledgers.ts';
import { createRepeats } from './repeats.ts';
import { createReservations } from './reservations.ts';

type Methods = Pick<Storage, keyof ReservationStorage>;

/** The life of a discovery: reserved, then charged or given back. Each method is one transaction. */
export function createCharging(
  db: Database,
  write: Write,
  ledgers: Ledgers,
  totals: DailyTotals,
): Methods {
  const reservations = createReservations(db, ledgers, totals);
  const repeats = createRepeats(db);
  const rows = createRows(db);

  function reserve(input: ReserveInput): ReserveOutcome {
    const earlier = repeats.find(input);
    if (earlier) return earlier;
    const opened = reservations.open(input);
    if (typeof opened === 'string') return { kind: opened };
    rows.begin(input);
    repeats.remember(input);
    return { kind: 'reserved', attempt: opened };
  }

  function commit(hold: Hold, nowMs: number): Settlement {
    const used = reservations.charge(hold, nowMs);
    const isCharged = used !== null || reservations.stateOf(hold) === 'committed';
    return isCharged ? { kind: 'settled', used } : { kind: 'lost' };
  }

  function finish(input: FinishInput): Settlement {
    const { hold, settle, nowMs } = input;
    const settled = reservations.settleAndEnd(hold, settle, nowMs);
    if (!settled && !reservations.end(hold)) {
      return reservations.stateOf(hold) === null
        ? { kind: 'lost' }
        : { kind: 'settled', used: null };
    }
    if (settle === 'refund') repeats.forget(input.id);
    rows.end(input);
    if (settled && settle === 'refund') {
      reservations.removeGivenBack(settled.ledgerId, input.givenBackMax);
    }
    return { kind: 'settled', used: settled?.used ?? null };
  }

  function recover(input: RecoverInput): number {
    const expired = reservations.takeExpired(input);
    for (const { id } of expired) {
      repeats.forgetInterrupted(id);
      rows.failInterrupted(id, input);
    }
    for (const ledgerId of new Set(expired.map((row) => row.ledger_id))) {
      reservations.removeGivenBack(ledgerId, input.givenBackMax);
    }
    return expired.length;
  }

  return {
    readLedger: async (ref) => ledgers.readRemembered(ref),
    reserveDiscovery: (input) => write(() => reserve(input)),
    commitReservation: (hold, nowMs) => write(() => commit(hold, nowMs)),
    finishDiscovery: (input) => write(() => finish(input)),
    extendLeases: ({ holds, expiresAtMs }) =>
      write(() =>
        holds
          .filter((hold) => !reservations.extend(hold, expiresAtMs))
          .map(({ reservationId }) => reservationId),
      ),
    recoverReservations: (input) => write(() => recover(input)),
  };
}

/** The writes of a discovery's row. */
function createRows(db: Database) {
  const insert = db.prepare<[Record<string, string | number>]>(
    `INSERT INTO discovery (id, organization_id, artifact_id, reservation_id, kind, url, options,
       request_hash, status, created_at_ms)
     VALUES (@discoveryId, @organizationId, @artifactId, @reservationId, @kind, @url, @options,
       @requestHash, 'running', @nowMs)`,
  );
  const update = db.prepare<[Record<string, string | number | null>]>(
    `UPDATE discovery SET status = @status, result = @result, events = @events, failure = @failure,
       endpoint_count = json_array_length(@result, '$.endpoints'), completed_at_ms = @nowMs
     WHERE id = @id AND organization_id = @organizationId AND status = 'running'`,
  );
  const fail = db.prepare<[string, number, string]>(
    `UPDATE discovery SET status = 'failed', failure = ?, completed_at_ms = ?
     WHERE reservation_id = ? AND status = 'running'`,
  );
  return {
    begin({ discoveryId, organizationId, artifactId, reservationId, ...input }: ReserveInput) {
      const { kind, url, requestHash, nowMs } = input;
      const options = JSON.stringify(input.options);
      const ids = { discoveryId, organizationId, artifactId, reservationId };
      insert.run({ ...ids, kind, url, options, requestHash, nowMs });
    },
    end({ id, organizationId, status, nowMs, ...input }: FinishInput): void {
      update.run({
        id,
        organizationId,
        status,
        nowMs,
        result: input.result === undefined ? null : JSON.stringify(input.result),
        events: JSON.stringify(input.events ?? []),
        failure: input.failure ? JSON.stringify(input.failure) : null,
      });
    },
    failInterrupted(reservationId: string, { failure, nowMs }: RecoverInput): void {
      fail.run(JSON.stringify(failure), nowMs, reservationId);
    },
  };
}
