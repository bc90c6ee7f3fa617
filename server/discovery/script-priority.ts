/** Scripts in the page cost no request. */
export const INLINE_PRIORITY = 1000;
const ENTRY_PRIORITY = 500;
const PRELOAD_PRIORITY = 400;
/** From here on a script is one that the page itself names. */
export const OWN_SCRIPT_PRIORITY = 300;
const CHUNK_PRIORITY = 100;
/** The wish of a script that another one imports: it runs whenever that one does. */
export const IMPORT_WISH = 80;

/** Of a script that the page itself names. */
export const entryPriority = (url: string, preload: boolean): number =>
  (preload ? PRELOAD_PRIORITY : ENTRY_PRIORITY) - libraryPenalty(url);

/** Of a script that another one loads; `wish` is 0..100. */
export const chunkPriority = (url: string, wish: number): number =>
  CHUNK_PRIORITY + clamp(wish) - libraryPenalty(url);

const clamp = (priority: number): number => Math.max(0, Math.min(100, Math.round(priority)));

// Well-known libraries call no API of the site's own: they are read last.
const LIBRARY =
  /(?:^|[/.\-_])(?:vendors?|libs?|jquery|bootstrap|popper|moment|lodash|underscore|d3|polyfills?|highcharts|chart|ace|codemirror|monaco|katex|mermaid|hammer|core-js|zone|fontawesome|tinymce|ckeditor|prism|highlight|swagger-ui-bundle|swagger-ui-standalone-preset|redoc)(?:[.\-_][^/]*)?\.m?js/i;

const libraryPenalty = (url: string): number =>
  LIBRARY.test(URL.parse(url)?.pathname ?? '') ? 60 : 0;
