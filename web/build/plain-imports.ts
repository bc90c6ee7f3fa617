import type { Plugin } from 'vite';

/**
 * Removes the bundler's helper around `import()`. It loads a lazy part's styles and dependencies ahead, for
 * 0.7 KB of the first paint. `widgetStyles` links the styles instead.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}
