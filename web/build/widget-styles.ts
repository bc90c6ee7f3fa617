import type { Plugin } from 'vite';

/** Pages that show the widget. */
const WIDGET_PAGES = /\/(embed|gallery)\.html$/;
/** Chunks of the other pages. */
const SITE_CHUNKS = new Set(['index', 'upgrade', 'page', 'leaked']);

/**
 * Links the styles of all parts of the widget in the head of its pages, including parts that are loaded later. This adds
 * 3 KB to the first paint. In return no part is ever shown without its styles, and `plainImports` can remove the
 * bundler's helper.
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
