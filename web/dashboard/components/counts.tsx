import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Tabs, tabId } from '../../ui/tabs.tsx';
import type { CountsView } from '../models/day-series.ts';
import { formatNumber } from '../numbers.ts';
import { strings } from '../strings.ts';
import css from './counts.module.css';
import { Panel } from './panel.tsx';

const VIEWS: readonly CountsView[] = ['chart', 'table'];

interface Props {
  totals: readonly { label: string; value: number }[];
  view: CountsView;
  onView: (view: CountsView) => void;
  chart: () => ComponentChildren;
  table: () => ComponentChildren;
}

/** Totals, and below them the counts as a chart or a table. */
export function Counts({ totals, view, onView, chart, table }: Props) {
  const panelId = `${useId()}-panel`;
  return (
    <>
      <dl class={css.totals}>
        {totals.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <Panel>
        <Tabs
          small
          label={strings.view}
          tabs={VIEWS.map((name) => ({ name, label: strings.views[name] }))}
          selected={view}
          onSelect={onView}
          panelId={panelId}
        />
        <div id={panelId} role="tabpanel" aria-labelledby={tabId(panelId, view)}>
          {view === 'chart' ? chart() : table()}
        </div>
      </Panel>
    </>
  );
}
