import type { Endpoint } from '../../../shared/discovery.ts';
import { keyOf, splitUrl, techniqueOf, type SortColumn } from '../models/results.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { Icon } from './icons.tsx';
import { lazily } from './lazily.tsx';
import { Method, Path } from './method.tsx';

const EndpointDetails = lazily(
  async () => (await import('./endpoint-details.tsx')).EndpointDetails,
);

const COLUMNS: readonly SortColumn[] = ['method', 'path', 'type', 'confidence', 'source'];

export function EndpointTable({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { rows } = model.results;
  const mainOrigin = splitUrl(model.endpoints.value[0]?.url ?? '').origin;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div class="table-scroll" role="region" aria-label={t.tabs.result} tabIndex={0}>
      <table class="endpoints">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <ColumnHead key={column} model={model} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.value.map((endpoint) => (
            <EndpointRow key={keyOf(endpoint)} {...{ model, endpoint, mainOrigin }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({ model, column }: { model: WidgetModel; column: SortColumn }) {
  const { sorting, sortBy } = model.results;
  const order = sorting.value?.column === column ? sorting.value : null;
  const direction = order && (order.descending ? 'descending' : 'ascending');
  return (
    <th scope="col" class={`column-${column}`} aria-sort={direction ?? undefined}>
      <button type="button" class="sort" data-order={direction} onClick={() => sortBy(column)}>
        {strings.value.columns[column]}
      </button>
    </th>
  );
}

interface RowProps {
  model: WidgetModel;
  endpoint: Endpoint;
  mainOrigin: string;
}

function EndpointRow({ model, endpoint, mainOrigin }: RowProps) {
  const t = strings.value;
  const key = keyOf(endpoint);
  const isOpen = model.results.expanded.value.has(key);
  const { origin, path } = splitUrl(endpoint.url);
  const sources = endpoint.source.length;
  return (
    <>
      <tr class={isOpen ? 'row row-open' : 'row'} data-key={key}>
        <td class="column-method">
          <Method name={endpoint.method} />
        </td>
        <td class="column-path">
          <button
            type="button"
            class="row-toggle"
            aria-expanded={isOpen}
            onClick={() => model.results.toggle(key)}
          >
            <Icon name="chevron" />
            <span>
              <Path origin={origin === mainOrigin ? '' : origin} path={path} />
              {/* Where the columns for it have no room. */}
              <span class="row-facts">
                {endpoint.api_type} · {percent(endpoint.confidence)} · {techniqueOf(endpoint)}
              </span>
            </span>
          </button>
        </td>
        <td class="column-type">{endpoint.api_type}</td>
        <td class="column-confidence">
          <Confidence value={endpoint.confidence} />
        </td>
        <td class="column-source">
          {techniqueOf(endpoint)}
          {sources > 1 && <span class="more"> {t.moreSources(sources - 1)}</span>}
        </td>
      </tr>
      {isOpen && (
        <tr class="row-details">
          <td colSpan={COLUMNS.length}>
            <EndpointDetails endpoint={endpoint} />
          </td>
        </tr>
      )}
    </>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const BAR_WIDTH_PX = 36;

function Confidence({ value }: { value: number }) {
  return (
    <span class="confidence">
      <svg width={BAR_WIDTH_PX} height="4" aria-hidden="true">
        <rect class="bar" width={BAR_WIDTH_PX} height="4" rx="2" />
        <rect class="bar-full" width={BAR_WIDTH_PX * value} height="4" rx="2" />
      </svg>
      {percent(value)}
    </span>
  );
}
