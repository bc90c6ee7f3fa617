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
    // Runs before the bundler puts a list of files in place of the marker, with a table of their names in each chunk.
    generateBundle: (_options, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code.replace(/,\s*__VITE_PRELOAD__/g, '');
      }
    },
  };
}
