import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { bootScript } from './web/build/boot-script.ts';
import { widgetStyles } from './web/build/widget-styles.ts';
import { widgetChunks } from './web/build/widget-chunks.ts';
import { minifyAgain } from './web/build/minify-again.ts';
import { plainImports } from './web/build/plain-imports.ts';
import { cssModules, inlineClassNames } from './web/build/css-modules.ts';
import { codeExamples } from './web/build/code-examples.ts';
import { siteLayout } from './web/build/site-layout.ts';
import { fingerprintSources } from './web/build/fingerprint-sources.ts';
import { prerenderWidget } from './web/build/prerender-widget.ts';

const PAGES = ['index', 'embed', 'upgrade', 'privacy', 'problems', 'leaked', '404', 'gallery'];
const pagesFolder = resolve(import.meta.dirname, 'web/pages');

export default defineConfig({
  // Tests run from the repository's root; the pages are served and built from their own folder.
  root: process.env['VITEST'] ? import.meta.dirname : pagesFolder,
  publicDir: resolve(import.meta.dirname, 'web/public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { modules: cssModules },
  plugins: [
    siteLayout(),
    codeExamples(),
    inlineClassNames(),
    fingerprintSources(),
    prerenderWidget(),
    bootScript(),
    plainImports(),
    widgetChunks(),
    widgetStyles(),
    minifyAgain('module'),
  ],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    // The pages' policy allows no data: script or style, and no inline script for a polyfill.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, files, { hostType }) => (hostType === 'js' ? [] : files),
    },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(PAGES.map((page) => [page, resolve(pagesFolder, `${page}.html`)])),
        boot: resolve(import.meta.dirname, 'web/site/boot.ts'),
      },
      output: { assetFileNames: 'assets/[name]-[hash][extname]' },
    },
  },
  worker: {
    format: 'es',
    // The server gives files of this prefix a policy of their own: they compile WebAssembly.
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } },
  },
  test: { include: ['test/**/*.test.ts'], exclude: ['test/e2e/**', '**/node_modules/**'] },
});
