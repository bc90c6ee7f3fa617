import { utcDay } from '../time/calendar.ts';
import { isVisitorLedger } from '../identifiers/ids.ts';
import { monthSeconds } from '../time/calendar.ts';
import { Problem } from '../problem.ts';
import type { LedgerRef } from '../storage/port.ts';

/** All slots are taken, or the service is shutting down. */
export const overloaded = () =>
  new Problem('overloaded', 'Too many discoveries run at the moment: try again in 5 seconds.', {
    retry_after: 5,
    charged: false,
  });

/** The whole service has run what it runs for anonymous visitors in a day. */
export function anonymousDayFull(nowMs: number): Problem {
  return new Problem(
    'overloaded',
    'All free discoveries of today are used, by everybody together: try again tomorrow (UTC). None of yours was charged.',
    { retry_after: utcDay(nowMs).restSeconds, charged: false },
  );
}

/** The ledger that a call is charged to has nothing left. Only a month refills. */
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
        `All ${ledger.limit} discoveries of this month are used.`,
        {
          ...common,
          retry_after: month.rest,
          reset_at: new Date(month.endsAtMs).toISOString(),
        },
      );
}
