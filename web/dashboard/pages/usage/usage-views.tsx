import type { Usage, UsageRow } from '../../../../shared/usage.ts';
import { DayChart } from '../../components/day-chart.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { layOutDays } from '../../models/day-series.ts';
import { formatNumber } from '../../numbers.ts';
import { formatDate } from '../../times.ts';
import type { UsageModel } from './model.ts';
import { strings } from './strings.ts';

/** The chosen count of each day. */
export function UsageChart({ model, usage }: { model: UsageModel; usage: Usage }) {
  const measure = model.measure.value;
  const name = strings.measures[measure];
  const rows = usage.rows.map((row) => ({ ...row, value: row[measure] }));
  return (
    <DayChart
      series={layOutDays(usage, rows, strings.other)}
      label={strings.chart(name)}
      totalText={(total) => `${total} ${name.toLowerCase()}`}
      isSplit={usage.split !== 'none'}
    />
  );
}

/** All counts and the mean duration, the newest day first. Days without a request have no row. */
export function UsageTable({ usage }: { usage: Usage }) {
  const { day, requests, discoveries, duration } = strings.columns;
  const isSplit = usage.split !== 'none';
  const columns: Column[] = [
    { label: day, kind: 'fixed' },
    ...(isSplit ? [{ label: strings.splits[usage.split] }] : []),
    ...[requests, discoveries, duration].map((label) => ({ label, kind: 'number' as const })),
  ];
  const cellsOf = (row: UsageRow) => [
    formatDate(row.day),
    ...(isSplit ? [row.label] : []),
    formatNumber(row.requests),
    formatNumber(row.discoveries),
    strings.milliseconds(formatNumber(row.duration_ms)),
  ];
  const rows = usage.rows.toSorted((a, b) => b.day.localeCompare(a.day));
  return (
    <Table
      label={strings.table}
      columns={columns}
      rows={rows.map((row) => ({ key: `${row.day} ${row.part}`, cells: cellsOf(row) }))}
    />
  );
}
