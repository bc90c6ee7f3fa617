import type { Funnel, FunnelStep } from '../../../../shared/funnel.ts';
import { BarChart, Swatch } from '../../../ui/bar-chart.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { formatNumber } from '../../numbers.ts';
import { formatDate } from '../../times.ts';
import { layOutDays } from '../usage/series.ts';
import { siteLabel, STEPS, sumSites } from './funnel-model.ts';
import { strings } from './funnel-strings.ts';
import css from './funnel.module.css';

/** One step: a bar for each day, in the colours of its sites. */
export function FunnelChart({ step, funnel }: { step: FunnelStep; funnel: Funnel }) {
  const { from, to, rows } = funnel;
  const counts = rows.map((row) => ({
    day: row.day,
    part: row.site,
    label: siteLabel(row.site),
    value: row[step],
  }));
  const { days, parts, totals, scaleMax } = layOutDays(
    { from, to, rows: counts },
    strings.otherSites,
  );
  const name = strings.steps[step];
  const bars = days.map((day, index) => {
    const values = parts.map((part) => part.values[index] ?? 0);
    const texts = parts.flatMap(({ label }, at) =>
      values[at] ? strings.partText(label, formatNumber(values[at])) : [],
    );
    const total = strings.partText(name, formatNumber(totals[index] ?? 0));
    const date = formatDate(day);
    return { label: date, values, text: strings.dayText(date, total, texts) };
  });
  return (
    <>
      <BarChart
        bars={bars}
        max={scaleMax}
        formatValue={formatNumber}
        labels={{ chart: strings.chart(name), nothingChosen: strings.chooseDay }}
      />
      <ul class={css.legend}>
        {parts.map(({ part, label, total }, index) => (
          <li key={part}>
            <Swatch series={index} />
            {strings.partText(label, formatNumber(total))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** All steps of each site, the days added up. */
export function FunnelTable({ funnel }: { funnel: Funnel }) {
  const columns: Column[] = [
    { label: strings.site },
    ...STEPS.map((step) => ({ label: strings.steps[step], kind: 'number' as const })),
  ];
  const rows = sumSites(funnel).map(({ site, label, counts }) => ({
    key: site,
    cells: [label, ...STEPS.map((step) => formatNumber(counts[step]))],
  }));
  return <Table label={strings.table} columns={columns} rows={rows} />;
}
