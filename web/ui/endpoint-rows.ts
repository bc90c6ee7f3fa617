import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Endpoint } from '../../shared/discovery.ts';
import type { Sorting } from './data-table.tsx';
import { techniqueOf } from './endpoint.ts';
import type { EndpointColumn } from './endpoint-table.tsx';

type SortColumn = EndpointColumn;

export interface EndpointRows {
  filter: ReadonlySignal<string>;
  /** `null`: in the order in which they were found. */
  sorting: ReadonlySignal<Sorting<SortColumn> | null>;
  /** Everything that was found, or the sample. */
  endpoints: ReadonlySignal<readonly Endpoint[]>;
  /** The endpoints that pass the filter, sorted. */
  rows: ReadonlySignal<Endpoint[]>;
  /** Keys of the rows that show their details. */
  expanded: ReadonlySignal<ReadonlySet<string>>;
  filterBy: (text: string) => void;
  sortBy: (column: SortColumn) => void;
  /** Filters and sorts at once. */
  arrange: (filter: string, sorting: Sorting<SortColumn> | null) => void;
  toggle: (key: string) => void;
  /** Opens one row, and clears a filter that would hide it. */
  reveal: (key: string) => void;
  reset: () => void;
}

const COMPARE: Record<SortColumn, (a: Endpoint, b: Endpoint) => number> = {
  method: (a, b) => a.method.localeCompare(b.method),
  path: (a, b) => a.url.localeCompare(b.url),
  type: (a, b) => a.api_type.localeCompare(b.api_type),
  confidence: (a, b) => a.confidence - b.confidence,
  source: (a, b) => techniqueOf(a).localeCompare(techniqueOf(b)),
};

export function createEndpointRows(endpoints: ReadonlySignal<Endpoint[]>): EndpointRows {
  const filter = signal('');
  const sorting = signal<Sorting<SortColumn> | null>(null);
  const expanded = signal<ReadonlySet<string>>(new Set());

  const rows = computed(() => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = endpoints.value.filter((endpoint) => matches(endpoint, words));
    const order = sorting.value;
    if (order === null) return kept;
    const compare = COMPARE[order.column];
    const sign = order.descending ? -1 : 1;
    return kept.sort((a, b) => sign * compare(a, b) || COMPARE.path(a, b));
  });

  const sortBy = (column: SortColumn) => {
    const order = sorting.value;
    // Confidence begins with the highest, text columns with A. A third press restores the order of finding.
    const firstDescending = column === 'confidence';
    if (order?.column !== column) sorting.value = { column, descending: firstDescending };
    else if (order.descending === firstDescending) {
      sorting.value = { column, descending: !firstDescending };
    } else sorting.value = null;
  };
  const toggle = (key: string) => {
    const next = new Set(expanded.value);
    if (!next.delete(key)) next.add(key);
    expanded.value = next;
  };
  const reveal = (key: string) => {
    filter.value = '';
    expanded.value = new Set([...expanded.value, key]);
  };
  const filterBy = (text: string) => (filter.value = text);
  const arrange: EndpointRows['arrange'] = (text, order) => {
    filter.value = text;
    sorting.value = order;
  };
  const reset = () => {
    filter.value = '';
    sorting.value = null;
    expanded.value = new Set();
  };
  const signals = { endpoints, filter, sorting, rows, expanded };
  return { ...signals, filterBy, sortBy, arrange, toggle, reveal, reset };
}

function matches(endpoint: Endpoint, words: string[]): boolean {
  const text = `${endpoint.method} ${endpoint.url} ${endpoint.api_type} ${techniqueOf(endpoint)}`;
  const haystack = text.toLowerCase();
  return words.every((word) => haystack.includes(word));
}
