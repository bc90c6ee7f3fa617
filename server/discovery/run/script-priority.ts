/** Inline scripts come first: they cost no request. */
export const INLINE_PRIORITY = 1000;
const ENTRY_PRIORITY = 500;
const PRELOAD_PRIORITY = 400;
/** Scripts of this priority and more are named by the page itself. */
export const OWN_SCRIPT_PRIORITY = 300;
const CHUNK_PRIORITY = 100;

/** The priority of a script that the page itself names. */
export const entryPriority = (url: string, preload: boolean): number =>
  (preload ? PRELOAD_PRIORITY : ENTRY_PRIORITY) - libraryPenalty(url);

/** The priority of a script that another one loads. @param wish the priority that the reader gave it, 0..100 */
export const chunkPriority = (url: string, wish: number): number =>
  CHUNK_PRIORITY + clamp(wish) - libraryPenalty(url);

const clamp = (priority: number): number => Math.max(0, Math.min(100, Math.round(priority)));

// Well-known libraries and translations make no requests to the site's API, so they are read last.
const LIBRARY =
  /(?:^|[/.\-_])(?:vendors?|libs?|jquery|bootstrap|popper|moment|lodash|underscore|d3|polyfills?|highcharts|chart|ace|codemirror|monaco|katex|mermaid|hammer|core-js|zone|fontawesome|tinymce|ckeditor|prism|highlight|swagger-ui-bundle|swagger-ui-standalone-preset|redoc)(?:[.\-_][^/]*)?\.m?js/i;

// `de-4f3a9c.js`, `pt_BR.js`, `locale-fr.js`: the translations of a page, one file for each language.
const LANGUAGE =
  /\/(?:(?:locales?|lang|i18n|messages?|translations?)[.\-_])?[a-z]{2}(?:[-_][A-Z]{2}|[-_]Han[st])?(?:[.\-_][\w-]{6,24})?\.m?js$/;
const LANGUAGE_FOLDER = /\/(?:locales?|lang|i18n|translations?)\/[^/]*$/i;

function libraryPenalty(url: string): number {
  const path = URL.parse(url)?.pathname ?? '';
  return LIBRARY.test(path) || LANGUAGE.test(path) || LANGUAGE_FOLDER.test(path) ? 60 : 0;
}
