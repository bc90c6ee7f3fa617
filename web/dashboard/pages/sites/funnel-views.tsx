import type { Funnel, FunnelStep } from '../../../../shared/funnel.ts';
import { DayChart } from '../../components/day-chart.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { layOutDays } from '../../models/day-series.ts';
import { formatNumber } from '../../numbers.ts';
import { siteLabel, STEPS, sumSites } from './funnel-model.ts';
import { strings } from './funnel-strings.ts';

/** How often one step was taken on each day, by site. */
export function FunnelChart({ step, funnel }: { step: FunnelStep; funnel: Funnel }) {
  const rows = funnel.rows.map((row) => ({
    day: row.day,
    part: row.site,
    label: siteLabel(row.site),
    value: row[step],
  }));
  const name = strings.steps[step];
  return (
    <DayChart
      series={layOutDays(funnel, rows, strings.otherSites)}
      label={strings.chart(name)}
      totalText={(total) => `${name} ${total}`}
      isSplit
    />
  );
}

/** How often each step was taken on all days together, by site. */
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
