import { resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { classNamesOnly } from './css-modules.ts';
import type * as Prerender from '../widget/prerender.tsx';

const PLACEHOLDER = '<!-- widget -->';
const entry = resolve(import.meta.dirname, '../widget/prerender.tsx');

/** Puts the widget's first state, sample result included, into the HTML: its first paint needs no script. */
export function prerenderWidget(): Plugin {
  return {
    name: 'prerender-widget',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        if (!html.includes(PLACEHOLDER)) return html;
        const { module } = await runnerImport<typeof Prerender>(entry, {
          configFile: false,
          logLevel: 'error',
          plugins: [classNamesOnly()],
          oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        });
        return html.replace(PLACEHOLDER, () => module.prerender());
      },
    },
  };
}
