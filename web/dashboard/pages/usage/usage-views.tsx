import type { Usage, UsageRow } from '../../../../shared/usage.ts';
import { BarChart, Swatch } from '../../../ui/bar-chart.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { formatNumber } from '../../numbers.ts';
import { formatDate } from '../../times.ts';
import type { UsageModel } from './model.ts';
import css from './usage-views.module.css';
import { layOutUsage } from './series.ts';
import { strings } from './strings.ts';

/** A bar for each day, in the colours of its parts. */
export function UsageChart({ model, usage }: { model: UsageModel; usage: Usage }) {
  const measure = model.measure.value;
  const { days, parts, totals, scaleMax } = layOutUsage(usage, measure, strings.other);
  const isSplit = usage.split !== 'none';
  const bars = days.map((day, index) => {
    const values = parts.map((part) => part.values[index] ?? 0);
    const texts = parts.flatMap(({ label }, at) =>
      values[at] ? strings.partText(label, formatNumber(values[at])) : [],
    );
    const total = `${formatNumber(totals[index] ?? 0)} ${strings.measures[measure].toLowerCase()}`;
    const date = formatDate(day);
    return { label: date, values, text: strings.dayText(date, total, isSplit ? texts : []) };
  });
  return (
    <>
      <BarChart
        bars={bars}
        max={scaleMax}
        formatValue={formatNumber}
        labels={{
          chart: strings.chart(strings.measures[measure]),
          nothingChosen: strings.chooseDay,
        }}
      />
      {isSplit && (
        <ul class={css.legend}>
          {parts.map(({ part, label, total }, index) => (
            <li key={part}>
              <Swatch series={index} />
              {strings.partText(label, formatNumber(total))}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The same in figures, the newest day first, with the mean duration. Days without a request have no row. */
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
