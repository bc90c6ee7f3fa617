import type { Usage, UsageQuery, UsageRow, UsageSplit } from '../../shared/usage.ts';
import type { OrganizationId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { UsageSum } from '../storage/port/usage.ts';
import { utcDay } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';

const DAY_MS = 24 * 3_600_000;
const DAYS_DEFAULT = 30;
const DAYS_MAX = 366;

export interface UsageDeps {
  storage: Pick<Storage, 'readUsage'>;
  clock: Clock;
}

/**
 * An organization's requests and discoveries by day, up to a second old.
 * @throws Problem 400 for a range that ends before it begins or is longer than 366 days
 */
export async function readUsage(
  organizationId: OrganizationId,
  query: UsageQuery,
  { storage, clock }: UsageDeps,
): Promise<Usage> {
  const { fromDay, toDay } = rangeOf(query, clock.now());
  const split = query.split ?? 'none';
  const sums = await storage.readUsage(organizationId, { fromDay, toDay, split });
  const total = { requests: 0, discoveries: 0 };
  for (const { requests, discoveries } of sums) {
    total.requests += requests;
    total.discoveries += discoveries;
  }
  return { from: fromDay, to: toDay, split, rows: sums.map((sum) => toRow(sum, split)), total };
}

/**
 * The days that a query asks for, by default the last 30.
 * @throws Problem 400 for a range that ends before it begins or is longer than 366 days
 */
export function rangeOf(
  query: Pick<UsageQuery, 'from' | 'to'>,
  nowMs: number,
): { fromDay: string; toDay: string } {
  const toDay = query.to ?? utcDay(nowMs).day;
  const toMs = startOf('to', toDay);
  const fromDay = query.from ?? utcDay(toMs - (DAYS_DEFAULT - 1) * DAY_MS).day;
  const days = (toMs - startOf('from', fromDay)) / DAY_MS + 1;
  if (days < 1) throw invalid('from', '“from” must not be after “to”: swap the two days.');
  if (days > DAYS_MAX) {
    throw invalid('from', `At most ${DAYS_MAX} days at once: choose a later “from”.`);
  }
  return { fromDay, toDay };
}

/** The start of a UTC day, in milliseconds since the epoch. Refuses a day that does not exist, such as 30 February. */
function startOf(field: 'from' | 'to', day: string): number {
  const startMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(startMs) || utcDay(startMs).day !== day) {
    throw invalid(field, `“${field}” must be a day such as 2026-11-24.`);
  }
  return startMs;
}

const invalid = (field: string, detail: string) => new Problem('invalid_field', detail, { field });

function toRow(sum: UsageSum, split: UsageSplit): UsageRow {
  const { day, part, requests, discoveries, durationMs } = sum;
  return {
    day,
    part,
    label: labelOf(sum, split),
    requests,
    discoveries,
    duration_ms: requests === 0 ? 0 : Math.round(durationMs / requests),
  };
}

function labelOf({ part, keyName, keyLast4 }: UsageSum, split: UsageSplit): string {
  switch (split) {
    case 'none':
      return '';
    case 'module':
      return part;
    case 'status':
      return part === '' ? 'not recorded' : part;
    case 'key':
      if (part === '') return 'Members';
      return keyName ?? (keyLast4 === null ? 'A deleted key' : `…${keyLast4}`);
    default:
      return split satisfies never;
  }
}
