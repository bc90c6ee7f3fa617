import { BarChart, Swatch } from '../../ui/bar-chart.tsx';
import type { DaySeries } from '../models/day-series.ts';
import { formatNumber } from '../numbers.ts';
import { strings } from '../strings.ts';
import { formatDate } from '../times.ts';
import css from './day-chart.module.css';

interface Props {
  series: DaySeries;
  /** The chart's name, for screen readers. */
  label: string;
  /** A day's total in words, such as `12 requests`. */
  totalText: (total: string) => string;
  /** Whether the days are split into parts, which then have a legend. */
  isSplit: boolean;
}

/** A bar for each day, in the colours of its parts. */
export function DayChart({ series, label, totalText, isSplit }: Props) {
  const { days, parts, totals, scaleMax } = series;
  const bars = days.map((day, index) => {
    const values = parts.map((part) => part.values[index] ?? 0);
    const texts = parts.flatMap(({ label: part }, at) =>
      values[at] ? partText(part, values[at]) : [],
    );
    const date = formatDate(day);
    const total = totalText(formatNumber(totals[index] ?? 0));
    return { label: date, values, text: strings.days.text(date, total, isSplit ? texts : []) };
  });
  return (
    <>
      <BarChart
        bars={bars}
        max={scaleMax}
        formatValue={formatNumber}
        labels={{ chart: label, nothingChosen: strings.days.choose }}
      />
      {isSplit && (
        <ul class={css.legend}>
          {parts.map(({ part, label: name, total }, index) => (
            <li key={part}>
              <Swatch series={index} />
              {partText(name, total)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const partText = (label: string, value: number) => `${label} ${formatNumber(value)}`;
