/** How counts by day are shown. */
export type CountsView = 'chart' | 'table';

/** Counts by UTC day, laid out for a chart. */
export interface DaySeries {
  /** Every UTC day from the first to the last, also those without a count. */
  days: string[];
  /** The parts that each day is split into, the largest first; a single one where nothing is split. */
  parts: { part: string; label: string; total: number; values: number[] }[];
  /** The sum over all parts for each day. */
  totals: number[];
  /** The top of the chart's scale: a round number at least as large as the largest day. */
  scaleMax: number;
}

/** The most parts that can be told apart in a chart. The smallest others are shown as one. */
const PARTS_MAX = 6;
const DAY_MS = 24 * 3600 * 1000;

/** A count of one part of a day. */
export interface DayCount {
  day: string;
  part: string;
  label: string;
  value: number;
}

/**
 * Adds up counts by day and part.
 * @param from the first day, such as `2026-11-24`
 * @param to the last day, included
 * @param otherLabel the name of the part that stands for all small ones
 */
export function layOutDays(
  { from, to }: { from: string; to: string },
  rows: readonly DayCount[],
  otherLabel: string,
): DaySeries {
  const days = daysBetween(from, to);
  const indexOf = new Map(days.map((day, index) => [day, index]));
  const parts = new Map<string, DaySeries['parts'][number]>();
  for (const row of rows) {
    const index = indexOf.get(row.day);
    if (index === undefined) continue;
    const part = parts.get(row.part) ?? newPart(row, days.length);
    parts.set(row.part, part);
    part.total += row.value;
    part.values[index] = (part.values[index] ?? 0) + row.value;
  }
  // Parts without a count, such as a module that charged nothing, would fill the legend with zeros.
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

/** All days from the first to the last, both included. None where one is not a day, or the last is before the first. */
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

function newPart({ part, label }: DayCount, dayCount: number): DaySeries['parts'][number] {
  return { part, label, total: 0, values: Array.from({ length: dayCount }, () => 0) };
}

function joinSmallest(parts: DaySeries['parts'], otherLabel: string): DaySeries['parts'] {
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

/** The next larger of 4, 10, 20, 40, 100 and so on. Half of it, the middle of the scale, is a whole number too. */
function roundUp(value: number): number {
  let power = 1;
  while (power * 10 < value) power *= 10;
  const step = [1, 2, 4, 10].find((factor) => factor * power >= value) ?? 10;
  return Math.max(4, step * power);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
