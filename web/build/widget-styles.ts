import type { Plugin } from 'vite';

/** Pages that show the widget. */
const WIDGET_PAGES = /\/(embed|gallery)\.html$/;
/** Chunks of the other pages. */
const SITE_CHUNKS = new Set(['index', 'upgrade', 'page']);

/**
 * Links the styles of all parts of the widget at the top of its pages, those of the lazy parts too: 3 KB,
 * for which a part never shows without its styles, and `plainImports` can leave out the bundler's helper.
 */
export function widgetStyles(): Plugin {
  return {
    name: 'widget-styles',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, filename }) {
        if (!WIDGET_PAGES.test(filename)) return [];
        const files = Object.values(bundle)
          .filter((chunk) => chunk.type === 'chunk' && !SITE_CHUNKS.has(chunk.name))
          .flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
        return [...new Set(files)]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}
