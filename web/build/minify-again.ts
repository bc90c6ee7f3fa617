import { minify } from 'terser';
import type { Plugin } from 'vite';

/**
 * Minifies the bundler's output once more with Terser, which saves 1 KB of the widget's 50. Terser alone saves less than
 * both minifiers together. The files keep the names that the bundler gave them.
 * @param format `module` for files that import each other; `script` for a classic script
 */
export function minifyAgain(format: 'module' | 'script'): Plugin {
  return {
    name: 'minify-again',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const { code } = await minify(file.code, {
          ecma: 2020,
          module: format === 'module',
          compress: { passes: 3, unsafe_arrows: true },
        });
        if (code === undefined) throw new Error(`${file.fileName} could not be minified.`);
        file.code = code;
      }
    },
  };
}
