import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { bootScript } from './boot-script.ts';
import { codeExamples } from './code-examples.ts';
import { cssModules, inlineClassNames } from './css-modules.ts';

const root = resolve(import.meta.dirname, '../..');
const pagesFolder = resolve(root, 'web/pages');
const PAGES = ['dashboard', 'dashboard-gallery'];
// A folder of its own, because the widget's size budget counts the files of `assets`.
const ASSETS = 'assets/dashboard';

// The modules of the frame, without the entry, which would run wherever the chunk is loaded.
const FRAME =
  /\/node_modules\/|\/web\/dashboard\/((models|router|components)\/|(mount|strings|times|failure-texts)\.)/;

/**
 * The dashboard is a second build. In a common build the bundler would put what both applications use into shared
 * chunks, and a change of the dashboard could make the widget's first paint larger. The price: a person who visits both
 * loads Preact twice, about 10 KB.
 */
export default defineConfig({
  root: pagesFolder,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { modules: cssModules },
  plugins: [codeExamples(), inlineClassNames(), bootScript()],
  build: {
    outDir: resolve(root, 'dist/web'),
    emptyOutDir: false,
    // The pages' policy allows no data: script or style, and no inline script for a polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(PAGES.map((page) => [page, resolve(pagesFolder, `${page}.html`)])),
        boot: resolve(root, 'web/site/boot.ts'),
      },
      output: {
        // One file for what every page needs, instead of a dozen small ones.
        codeSplitting: { groups: [{ name: 'frame', test: FRAME }] },
        assetFileNames: `${ASSETS}/[name]-[hash][extname]`,
        entryFileNames: `${ASSETS}/[name]-[hash].js`,
        chunkFileNames: ({ name, facadeModuleId }) =>
          `${ASSETS}/${pageNameOf(facadeModuleId) ?? name}-[hash].js`,
      },
    },
  },
});

/** The name of a page's chunk. Every page's file is called `page`, so its folder gives the name. */
function pageNameOf(module: string | null): string | null {
  return /\/pages\/([\w-]+)\/page\.tsx$/.exec(module ?? '')?.[1] ?? null;
}
