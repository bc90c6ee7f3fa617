import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { EndpointTable } from './endpoint-table.tsx';
import { lazily } from './lazily.tsx';

const EmptyResult = lazily(async () => (await import('./empty-result.tsx')).EmptyResult);

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
