import type { Plugin } from 'vite';

/**
 * Removes the bundler's helper around `import()`. The helper loads the styles and imports of a lazy part before it, and
 * adds 0.7 KB to the first paint. `widgetStyles` links the styles instead.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    // The bundler replaces the marker by a list of files, and adds a table of their names to each chunk. Without it
    // neither is written.
    generateBundle: (_options, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code.replace(/,\s*__VITE_PRELOAD__/g, '');
      }
    },
  };
}
