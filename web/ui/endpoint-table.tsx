import type { ComponentChildren } from 'preact';
import type { Endpoint } from '../../shared/discovery.ts';
import { DataTable, type Sorting } from './data-table.tsx';
import { keyOf, splitUrl, techniqueOf } from './endpoint.ts';
import css from './endpoint-table.module.css';
import { Icon } from './icons.tsx';
import { Method, Path } from './method.tsx';

const COLUMNS = ['method', 'path', 'type', 'confidence', 'source'] as const;
export type EndpointColumn = (typeof COLUMNS)[number];
export const isEndpointColumn = (name: string): name is EndpointColumn =>
  COLUMNS.some((column) => column === name);

type ColumnClasses = Partial<Record<EndpointColumn, string>>;

const COLUMN_CLASSES: ColumnClasses = {
  method: css.method,
  type: css.type,
  confidence: css.confidence,
  source: css.source,
};
/** Columns for which a narrow table has no room: the facts below a row's path tell them. */
const FOLDED = ['type', 'confidence', 'source'] as const;
const FOLDED_CLASSES: ColumnClasses = {
  type: css.foldedFirst,
  source: css.foldedFirst,
  confidence: css.foldedLast,
};
const LOOKS = { arriving: css.arriving, sample: css.sample, plain: '' };

export interface EndpointTableProps {
  rows: readonly Endpoint[];
  /** Rows of this origin show only their path. */
  mainOrigin: string;
  sorting: Sorting<EndpointColumn> | null;
  onSort: (column: EndpointColumn) => void;
  /** Keys of the rows that show their details. */
  expanded: ReadonlySet<string>;
  onToggle: (key: string) => void;
  renderDetails: (endpoint: Endpoint) => ComponentChildren;
  labels: {
    table: string;
    columns: Record<EndpointColumn, string>;
    moreSources: (count: number) => string;
  };
  /** `arriving` animates new rows; `sample` marks the table as a sample. */
  look?: 'arriving' | 'sample' | 'plain';
}

export function EndpointTable(props: EndpointTableProps) {
  const { rows, sorting, onSort, labels, look = 'plain' } = props;
  const column = (name: EndpointColumn, classes: ColumnClasses) => ({
    name,
    label: labels.columns[name],
    class: classes[name],
  });
  const columns = COLUMNS.map((name) => ({
    ...column(name, COLUMN_CLASSES),
    ...(name === 'path' && { holds: FOLDED.map((held) => column(held, FOLDED_CLASSES)) }),
  }));
  return (
    <DataTable label={labels.table} {...{ columns, sorting, onSort }} class={LOOKS[look]}>
      {rows.map((endpoint) => (
        <EndpointRow key={keyOf(endpoint)} endpoint={endpoint} table={props} />
      ))}
    </DataTable>
  );
}

function EndpointRow({ endpoint, table }: { endpoint: Endpoint; table: EndpointTableProps }) {
  const key = keyOf(endpoint);
  const isOpen = table.expanded.has(key);
  const { origin, path } = splitUrl(endpoint.url);
  const sources = endpoint.source.length;
  return (
    <>
      <tr class={isOpen ? `${css.row} ${css.rowOpen}` : css.row} data-key={key}>
        <td class={css.method}>
          <Method name={endpoint.method} />
        </td>
        <td>
          <button
            type="button"
            class={css.rowToggle}
            aria-expanded={isOpen}
            onClick={() => table.onToggle(key)}
          >
            <Icon name="chevron" />
            <span>
              <Path origin={origin === table.mainOrigin ? '' : origin} path={path} />
              {/* Shown where there is no room for the columns. */}
              <span class={css.rowFacts}>
                {endpoint.api_type} · {percent(endpoint.confidence)} · {techniqueOf(endpoint)}
              </span>
            </span>
          </button>
        </td>
        <td class={css.type}>{endpoint.api_type}</td>
        <td class={css.confidence}>
          <Confidence value={endpoint.confidence} />
        </td>
        <td class={css.source}>
          {techniqueOf(endpoint)}
          {sources > 1 && <span class={css.more}> {table.labels.moreSources(sources - 1)}</span>}
        </td>
      </tr>
      {isOpen && (
        <tr class={css.rowDetails}>
          <td colSpan={COLUMNS.length}>{table.renderDetails(endpoint)}</td>
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
    <span class={css.confidenceValue}>
      <svg width={BAR_WIDTH_PX} height="4" aria-hidden="true">
        <rect class={css.bar} width={BAR_WIDTH_PX} height="4" rx="2" />
        <rect class={css.barFull} width={BAR_WIDTH_PX * value} height="4" rx="2" />
      </svg>
      {percent(value)}
    </span>
  );
}
