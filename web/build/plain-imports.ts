import type { Plugin } from 'vite';

/**
 * Replaces the bundler's helper around `import()` by nothing. It preloads a lazy part's styles and
 * dependencies; our lazy parts have no styles of their own, and 0.7 KB of the first paint is too much for it.
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
