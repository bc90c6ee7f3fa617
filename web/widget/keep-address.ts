import { effect } from '@preact/signals';
import { isEndpointColumn, type EndpointColumn } from '../ui/endpoint-table.tsx';
import { loadPart } from '../ui/load-part.ts';
import type { Sorting } from '../ui/data-table.tsx';
import { loadOnDemand } from './load-later.ts';
import { addressWindow, linkedDiscovery } from './address.ts';
import { resultsOf } from './models/results-of.ts';
import type { WidgetModel } from './models/widget.ts';

// Browsers refuse an address that changes with every letter of a filter: Safari at more than 100 times in 30 seconds.
const WRITTEN_AFTER_MS = 300;
const FILTER_LENGTH_MAX = 200;

/**
 * Shows what the address leads to, arranges the table as it says, and keeps the address as they are.
 * @param started resolves once it is known whether this tab has a key
 */
export function keepAddress(model: WidgetModel, started: Promise<void>): void {
  const page = addressWindow();
  const query = new URLSearchParams(page.location.search);
  const filter = (query.get('filter') ?? '').slice(0, FILTER_LENGTH_MAX);
  resultsOf(model).arrange(filter, readSorting(query.get('sort') ?? ''));
  const discoveryId = linkedDiscovery(query);
  if (discoveryId && model.isSample.value) {
    model.link.value = { kind: 'opening', discoveryId };
    void Promise.all([loadPart(loadOnDemand), started]).then(
      ([{ openLink }]) => openLink(model, discoveryId),
      // Where the code is gone, the notice offers to reload.
      () => undefined,
    );
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const wanted = shownParameters(model);
    clearTimeout(timer);
    timer = setTimeout(() => write(page, wanted), WRITTEN_AFTER_MS);
  });
}

/** The page that shows the same again. The key stays out of it; only its owner's tab gets the stored result. */
export function permalink(model: WidgetModel): string {
  const given = Object.entries(shownParameters(model)).filter((entry) => entry[1] !== null);
  return `${model.deps.origin}/?${new URLSearchParams(given as [string, string][])}`;
}

/** By parameter of the address; null for one that the address must not have. */
function shownParameters(model: WidgetModel): Record<string, string | null> {
  const { filter, sorting } = resultsOf(model);
  const { link, run } = model;
  const state = run.state.value;
  const sort = sorting.value;
  const opened = state.kind === 'done' ? state.result.discoveryId : null;
  return {
    ...(run.url.value !== null && { url: run.url.value }),
    discovery: opened || link.value?.discoveryId || null,
    sort: sort && (sort.descending ? '-' : '') + sort.column,
    filter: filter.value || null,
  };
}

function write(page: Window, wanted: Record<string, string | null>): void {
  const address = new URL(page.location.href);
  for (const [name, value] of Object.entries(wanted)) {
    // What a frame is given as `url` is the framing page's to say.
    if (name === 'url' && page === window) continue;
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  if (address.href === page.location.href) return;
  try {
    page.history.replaceState(page.history.state, '', address);
  } catch {
    // Refused for its number of changes: the next change writes it.
  }
}

function readSorting(text: string): Sorting<EndpointColumn> | null {
  const column = text.replace(/^-/, '');
  return isEndpointColumn(column) ? { column, descending: text !== column } : null;
}
