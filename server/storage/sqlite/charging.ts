import type { Database } from 'better-sqlite3';
import type { FinishInput, ReserveInput, ReserveOutcome, Storage } from '../port.ts';
import type { DailyTotals } from './daily-totals.ts';
import type { Write } from './group-commit.ts';
import type { Ledgers } from './ledgers.ts';
import { createRepeats } from './repeats.ts';
import { createReservations } from './reservations.ts';

type Methods = Pick<
  Storage,
  | 'readLedger'
  | 'reserveDiscovery'
  | 'commitReservation'
  | 'finishDiscovery'
  | 'recoverReservations'
>;

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
    const refusal = reservations.open(input);
    if (refusal !== null) return { kind: refusal };
    rows.begin(input);
    repeats.remember(input);
    return { kind: 'reserved' };
  }

  function finish(input: FinishInput): number | null {
    const settled = reservations.settle(input.reservationId, input.settle, input.nowMs);
    if (input.settle === 'refund') repeats.forget(input.id);
    rows.end(input);
    if (input.settle === 'refund' && settled) reservations.removeGivenBack(settled.ledgerId);
    return settled?.used ?? null;
  }

  function recover(nowMs: number): number {
    const open = reservations.openIds();
    for (const id of open) reservations.settle(id, 'refund', nowMs);
    repeats.forgetRunning();
    rows.failRunning(nowMs);
    return open.length;
  }

  return {
    readLedger: async (ref) => ledgers.readRemembered(ref),
    reserveDiscovery: (input) => write(() => reserve(input)),
    commitReservation: (id, nowMs) =>
      write(() => reservations.settle(id, 'commit', nowMs)?.used ?? null),
    finishDiscovery: (input) => write(() => finish(input)),
    recoverReservations: (nowMs) => write(() => recover(nowMs)),
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
  const fail = db.prepare<[string, number]>(
    `UPDATE discovery SET status = 'failed', failure = ?, completed_at_ms = ? WHERE status = 'running'`,
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
    failRunning(nowMs: number): void {
      const failure = { code: 'interrupted', detail: 'The service stopped while this ran.' };
      fail.run(JSON.stringify(failure), nowMs);
    },
  };
}
