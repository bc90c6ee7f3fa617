import { utcDay } from '../time/calendar.ts';
import { isVisitorLedger } from '../identifiers/ids.ts';
import { monthSeconds } from '../time/calendar.ts';
import { Problem } from '../problem.ts';
import type { LedgerRef } from '../storage/port/reservations.ts';

/** All slots are busy and the queue is full, or the service is shutting down. */
export const overloaded = () =>
  new Problem('overloaded', 'Too many discoveries run at the moment: try again in 5 seconds.', {
    retry_after: 5,
    charged: false,
  });

/** All anonymous visitors together have used the discoveries of this UTC day. */
export function anonymousDayFull(nowMs: number): Problem {
  return new Problem(
    'overloaded',
    'The free discoveries that all visitors share for today are used: try again tomorrow (UTC). None of yours was charged.',
    { retry_after: utcDay(nowMs).restSeconds, charged: false },
  );
}

/** The Idempotency-Key belongs to another request. */
export const keyReused = () =>
  new Problem(
    'idempotency_key_reused',
    'This Idempotency-Key was sent with another request before: use a new one.',
    { field: 'Idempotency-Key', charged: false },
  );

/** As many discoveries of this organization run as its plan allows. */
export const tooManyRunning = (limit: number) =>
  new Problem(
    'concurrency_limit',
    `${limit} ${limit === 1 ? 'discovery runs' : 'discoveries run'} at the moment, as many as the plan allows at once: try again when one has ended.`,
    { module: 'skanyr', retry_after: 5, charged: false },
  );

/** The ledger of the call has no discovery left. A monthly quota refills; a lifetime quota does not. */
export function exhausted(ledger: LedgerRef, nowMs: number): Problem {
  const month = monthSeconds(nowMs);
  const common = { module: 'skanyr', charged: false };
  return isVisitorLedger(ledger.id)
    ? new Problem(
        'lifetime_quota_exhausted',
        `All ${ledger.limit} free discoveries are used, and they do not refill: a live key has its own quota.`,
        { ...common, retry_after: 0 },
      )
    : new Problem(
        'monthly_quota_exhausted',
        `All ${ledger.limit} discoveries of this month are used: wait for the next month (UTC), or change to a larger plan.`,
        {
          ...common,
          retry_after: month.rest,
          reset_at: new Date(month.endsAtMs).toISOString(),
        },
      );
}
