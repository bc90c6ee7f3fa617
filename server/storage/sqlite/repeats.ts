import type { Database } from 'better-sqlite3';
import { trustId } from '../../identifiers/ids.ts';
import type { ReserveInput, ReserveOutcome } from '../port/reservations.ts';

/** Requests that were answered before. Synchronous: called within a transaction. */
export function createRepeats(db: Database) {
  const selectByKey = db.prepare<[string, string], { discovery_id: string; request_hash: string }>(
    'SELECT discovery_id, request_hash FROM idempotency WHERE organization_id = ? AND idempotency_key = ?',
  );
  const insert = db.prepare<[string, string, string, string]>(
    `INSERT INTO idempotency (organization_id, idempotency_key, request_hash, discovery_id)
     VALUES (?, ?, ?, ?)`,
  );
  const selectCompleted = db
    .prepare<[string, string, number], string>(
      `SELECT id FROM discovery
       WHERE organization_id = ? AND request_hash = ? AND status = 'completed' AND completed_at_ms >= ?
       ORDER BY completed_at_ms DESC LIMIT 1`,
    )
    .pluck();
  const remove = db.prepare<[string]>('DELETE FROM idempotency WHERE discovery_id = ?');
  const removeInterrupted = db.prepare<[string]>(
    `DELETE FROM idempotency WHERE discovery_id IN
       (SELECT id FROM discovery WHERE reservation_id = ? AND status = 'running')`,
  );
  return {
    /** The earlier discovery of the same request, or null. */
    find(input: ReserveInput): ReserveOutcome | null {
      if (input.idempotencyKey !== null) {
        const earlier = selectByKey.get(input.organizationId, input.idempotencyKey);
        if (earlier && earlier.request_hash !== input.requestHash) {
          return { kind: 'idempotency_key_reused' };
        }
        if (earlier) return { kind: 'repeated', discoveryId: trustId(earlier.discovery_id) };
      }
      if (input.reuseSinceMs === null) return null;
      const stored = selectCompleted.get(
        input.organizationId,
        input.requestHash,
        input.reuseSinceMs,
      );
      return stored === undefined ? null : { kind: 'repeated', discoveryId: trustId(stored) };
    },

    /** Stores the Idempotency-Key of a request that begins, where it has one. */
    remember(input: ReserveInput): void {
      if (input.idempotencyKey === null) return;
      const { organizationId, idempotencyKey, requestHash, discoveryId } = input;
      insert.run(organizationId, idempotencyKey, requestHash, discoveryId);
    },

    /** Frees the Idempotency-Key of a discovery that was given back: a key stands for one charge. */
    forget(discoveryId: string): void {
      remove.run(discoveryId);
    },

    /** Frees the key of a discovery that still runs, whose holder is gone. */
    forgetInterrupted(reservationId: string): void {
      removeInterrupted.run(reservationId);
    },
  };
}
