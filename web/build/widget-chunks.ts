import type { Plugin, Rolldown } from 'vite';

const WIDGET_ENTRY = /\/web\/widget\/embed\.ts$/;
const PAGE_ENTRIES = /\/web\/site\/(evaluation|upgrade|leaked)\.ts$/;
/** Modules that the first paint does without, by a part of their path. */
const FETCHED_LATER = [
  '/shared/phases.ts',
  '/web/ui/',
  '/web/api/make-claim',
  '/web/api/discover',
  '/web/api/error',
  '/web/api/keys',
  '/web/api/server-sent-events',
  '/web/widget/components/',
  '/web/widget/identity/solve-timeout',
  '/web/widget/models/',
  '/web/widget/later.ts',
  '/web/widget/address.ts',
  '/web/widget/host-messages.ts',
  '/web/widget/keep-address.ts',
  '/web/widget/new-id.ts',
  '/web/widget/pause-until-online.ts',
  '/web/widget/sample.ts',
];
/** What only some visitors ask for: the bundler makes a chunk of it for its one dynamic import. */
const ON_DEMAND = [
  '/web/widget/history/',
  '/web/widget/on-demand.ts',
  '/web/ui/map-image.ts',
  '/web/ui/compare-runs.ts',
  '/web/api/history.ts',
  '/web/api/stored-discoveries.ts',
  '/web/ui/code/',
  '/web/widget/components/code-panel.tsx',
];
// Each language's texts are a chunk of their own, and all of them write numbers in this way.
const OF_EVERY_LANGUAGE = '/web/widget/texts/numbers.ts';
// Styles are linked in the HTML. A style in the chunk `later` would make each chunk that imports it load `later`.
const STYLE = /\.css(\?|$)/;

/**
 * Chooses the chunks of the widget: what the first paint needs (`widget`), what it shares with the other pages
 * (`base`), and the panels below the field with what the first run needs (`later`; what other pages use of it is in
 * `page-parts`). The fingerprint library stays in a chunk of its own. By default the bundler makes two dozen small
 * chunks, which compress worse and take 4 KB more.
 */
export function widgetChunks(): Plugin {
  const pages = new Set<string>();
  const closures = new Map<string, Set<string>>();
  let widget = '';

  const reaches = (entry: string, id: string, context: Rolldown.ChunkingContext): boolean => {
    const closure = closures.get(entry) ?? staticClosure(entry, context);
    closures.set(entry, closure);
    return closure.has(id);
  };
  const nameAtOnce = (id: string, context: Rolldown.ChunkingContext): string | null => {
    // An entry must not be in a shared chunk: it would run wherever that chunk is loaded.
    if (id === widget || pages.has(id) || id.endsWith('.css')) return null;
    if (id.endsWith(OF_EVERY_LANGUAGE)) return 'widget';
    if (!reaches(widget, id, context)) return null;
    return [...pages].some((page) => reaches(page, id, context)) ? 'base' : 'widget';
  };
  // Were they in `later`, those pages would fetch all of it, and its styles before they show anything.
  const nameOfPageParts = (id: string, context: Rolldown.ChunkingContext): string | null =>
    isFetchedLater(id) && [...pages].some((page) => reaches(page, id, context))
      ? 'page-parts'
      : null;
  const groups = [
    { debugName: 'at once', priority: 3, name: nameAtOnce },
    { debugName: 'later, and on other pages', priority: 2, name: nameOfPageParts },
    {
      debugName: 'later',
      priority: 1,
      name: 'later',
      test: isFetchedLater,
    },
    // Data, counted by itself.
    {
      debugName: 'code examples',
      priority: 1,
      name: 'code-examples',
      test: /virtual:code-examples$/,
    },
  ];
  return {
    name: 'widget-chunks',
    config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }),
    moduleParsed: ({ id }) => {
      if (WIDGET_ENTRY.test(id)) widget = id;
      if (PAGE_ENTRIES.test(id)) pages.add(id);
    },
  };
}

function isFetchedLater(id: string): boolean {
  const isIn = (places: readonly string[]) => places.some((place) => id.includes(place));
  return !STYLE.test(id) && isIn(FETCHED_LATER) && !isIn(ON_DEMAND);
}

function staticClosure(entry: string, context: Rolldown.ChunkingContext): Set<string> {
  const seen = new Set<string>();
  const queue = [entry];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return seen;
}
