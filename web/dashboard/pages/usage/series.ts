import type { Usage } from '../../../../shared/usage.ts';

/** What the chart's bars count. */
export type Measure = 'discoveries' | 'requests';

export interface UsageSeries {
  /** Every UTC day from the first to the last, also those without a request. */
  days: string[];
  /** What the days are split by, the largest first; a single one where nothing is split. */
  parts: { part: string; label: string; total: number; values: number[] }[];
  /** Of each day, over all parts. */
  totals: number[];
  /** The top of the chart's scale: a round number at least as large as the largest day. */
  scaleMax: number;
}

/** More parts than this cannot be told apart in a chart: the smallest are shown as one. */
const PARTS_MAX = 6;
const DAY_MS = 24 * 3600 * 1000;

/** @param otherLabel the name of the part that stands for all small ones */
export function layOutUsage(usage: Usage, measure: Measure, otherLabel: string): UsageSeries {
  const rows = usage.rows.map((row) => ({ ...row, value: row[measure] }));
  return layOutDays({ ...usage, rows }, otherLabel);
}

/** A count of one part of a day. */
interface DayCount {
  day: string;
  part: string;
  label: string;
  value: number;
}

/** The same for any counts by day. */
export function layOutDays(
  counts: { from: string; to: string; rows: readonly DayCount[] },
  otherLabel: string,
): UsageSeries {
  const days = daysBetween(counts.from, counts.to);
  const indexOf = new Map(days.map((day, index) => [day, index]));
  const parts = new Map<string, UsageSeries['parts'][number]>();
  for (const row of counts.rows) {
    const index = indexOf.get(row.day);
    if (index === undefined) continue;
    const part = parts.get(row.part) ?? newPart(row, days.length);
    parts.set(row.part, part);
    part.total += row.value;
    part.values[index] = (part.values[index] ?? 0) + row.value;
  }
  // A module that was only read charged nothing: a legend of zeros would hide those that count.
  const counted = [...parts.values()].filter(({ total }) => total > 0);
  const sorted = counted.sort((a, b) => b.total - a.total);
  const totals = days.map((_, index) => sum(sorted.map(({ values }) => values[index] ?? 0)));
  return {
    days,
    parts: joinSmallest(sorted, otherLabel),
    totals,
    scaleMax: roundUp(Math.max(0, ...totals)),
  };
}

/** Both days included. Empty where one is not a day, or the last comes before the first. */
export function daysBetween(from: string, to: string): string[] {
  const firstMs = Date.parse(`${from}T00:00:00Z`);
  const lastMs = Date.parse(`${to}T00:00:00Z`);
  if (!(lastMs >= firstMs)) return [];
  const count = Math.round((lastMs - firstMs) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => utcDay(firstMs + index * DAY_MS));
}

export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function newPart({ part, label }: DayCount, dayCount: number): UsageSeries['parts'][number] {
  return { part, label, total: 0, values: Array.from({ length: dayCount }, () => 0) };
}

function joinSmallest(parts: UsageSeries['parts'], otherLabel: string): UsageSeries['parts'] {
  if (parts.length <= PARTS_MAX) return parts;
  const small = parts.slice(PARTS_MAX - 1);
  const [first] = small;
  const joined = {
    part: 'other',
    label: otherLabel,
    total: sum(small.map(({ total }) => total)),
    values: (first?.values ?? []).map((_, index) =>
      sum(small.map(({ values }) => values[index] ?? 0)),
    ),
  };
  return [...parts.slice(0, PARTS_MAX - 1), joined];
}

/** The next of 4, 10, 20, 40, 100 …: its half is a whole number too. */
function roundUp(value: number): number {
  let power = 1;
  while (power * 10 < value) power *= 10;
  const step = [1, 2, 4, 10].find((factor) => factor * power >= value) ?? 10;
  return Math.max(4, step * power);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
