import { useId } from 'preact/hooks';
import { splitUrl } from '../../ui/endpoint.ts';
import { EndpointTable } from '../../ui/endpoint-table.tsx';
import { resultsOf } from '../models/results-of.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/catalog.ts';
import { EmptyResult } from './empty-result.tsx';
import css from './panels.module.css';
import { RowDetails } from './row-details.tsx';

export function ResultPanel({ model }: { model: WidgetModel }) {
  const t = runStrings.value;
  const filterId = `${useId()}-filter`;
  const { rows, filter, filterBy } = resultsOf(model);
  const all = resultsOf(model).endpoints.value.length;
  if (all === 0) return <EmptyResult model={model} />;
  return (
    <>
      <div class={css.toolbar}>
        <label class="sr-only" for={filterId}>
          {t.filter}
        </label>
        <input
          id={filterId}
          class={css.filter}
          type="search"
          placeholder={t.filter}
          value={filter.value}
          onInput={(event) => filterBy(event.currentTarget.value)}
        />
        <span class={css.figures} aria-live="polite">
          {filter.value ? t.endpointsOf(rows.value.length, all) : strings.value.endpoints(all)}
        </span>
      </div>
      {rows.value.length > 0 ? <Table model={model} /> : <p class={css.empty}>{t.noMatch}</p>}
    </>
  );
}

function Table({ model }: { model: WidgetModel }) {
  const t = runStrings.value;
  const { rows, sorting, sortBy, expanded, toggle } = resultsOf(model);
  const isRunning = model.run.state.value.kind === 'running';
  return (
    <EndpointTable
      rows={rows.value}
      mainOrigin={splitUrl(resultsOf(model).endpoints.value[0]?.url ?? '').origin}
      sorting={sorting.value}
      onSort={sortBy}
      expanded={expanded.value}
      onToggle={toggle}
      renderDetails={(endpoint) => <RowDetails endpoint={endpoint} />}
      labels={{ table: t.tabs.result, columns: t.columns, moreSources: t.moreSources }}
      look={model.isSample.value ? 'sample' : isRunning ? 'arriving' : 'plain'}
    />
  );
}
