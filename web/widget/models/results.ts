import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Endpoint } from '../../../shared/discovery.ts';

export type SortColumn = 'method' | 'path' | 'type' | 'confidence' | 'source';

/** `null` is the order in which they were found. */
type Sorting = { column: SortColumn; descending: boolean } | null;

export interface Results {
  filter: Signal<string>;
  sorting: Signal<Sorting>;
  rows: ReadonlySignal<Endpoint[]>;
  /** Keys of the rows that show their details. */
  expanded: Signal<ReadonlySet<string>>;
  sortBy: (column: SortColumn) => void;
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

export function createResults(endpoints: ReadonlySignal<Endpoint[]>): Results {
  const filter = signal('');
  const sorting = signal<Sorting>(null);
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
    // Most sure first; everything else from A on. A third press goes back to the order of finding.
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
  const reset = () => {
    filter.value = '';
    sorting.value = null;
    expanded.value = new Set();
  };
  return { filter, sorting, rows, expanded, sortBy, toggle, reveal, reset };
}

/** Unique within a result. */
export function keyOf({ method, url }: Endpoint): string {
  return `${method} ${url}`;
}

export function techniqueOf({ source }: Endpoint): string {
  return source[0]?.technique ?? '';
}

/** Origin and path of an endpoint. Not by `URL`: it would encode the braces of `/users/{id}`. */
export function splitUrl(url: string): { origin: string; path: string } {
  const [, origin = '', path = url] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(.*)$/i.exec(url) ?? [];
  return { origin, path: path || '/' };
}

function matches(endpoint: Endpoint, words: string[]): boolean {
  const text = `${endpoint.method} ${endpoint.url} ${endpoint.api_type} ${techniqueOf(endpoint)}`;
  const haystack = text.toLowerCase();
  return words.every((word) => haystack.includes(word));
}
