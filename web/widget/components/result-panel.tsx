import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { EndpointTable } from './endpoint-table.tsx';

export function ResultPanel({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { rows, filter } = model.results;
  const all = model.endpoints.value.length;
  if (all === 0) return <EmptyResult model={model} />;
  return (
    <>
      <div class="toolbar">
        <label class="sr-only" for="filter">
          {t.filter}
        </label>
        <input
          id="filter"
          class="filter"
          type="search"
          placeholder={t.filter}
          value={filter.value}
          onInput={(event) => (filter.value = event.currentTarget.value)}
        />
        <span class="figures" aria-live="polite">
          {filter.value ? t.endpointsOf(rows.value.length, all) : t.endpoints(all)}
        </span>
      </div>
      {rows.value.length > 0 ? <EndpointTable model={model} /> : <p class="empty">{t.noMatch}</p>}
    </>
  );
}

function EmptyResult({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { kind } = model.run.state.value;
  if (kind === 'done') {
    return (
      <div class="empty">
        <strong>{t.emptyTitle}</strong>
        <p>{t.emptyText}</p>
      </div>
    );
  }
  const isUnderWay = kind === 'running' || kind === 'preparing' || kind === 'waiting_for_network';
  return <p class="empty">{isUnderWay ? t.waitingForEndpoints : t.nothingYet}</p>;
}
