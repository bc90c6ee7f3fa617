import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { DIRECTIONS } from '../../shared/languages.ts';
import { classNamesOnly } from './css-modules.ts';
import type * as Prerender from '../widget/prerender.tsx';

const WIDGET = '<!-- widget -->';
const NO_SCRIPT = '<!-- no script -->';
const ROOT = '<html lang="en" dir="ltr"';
const PAGE = 'embed.html';
const entry = resolve(import.meta.dirname, '../widget/prerender.tsx');

/**
 * Writes the widget's first state with its sample result into the HTML, so that the first paint needs no script. The
 * build makes one page for each language (`embed.html` in English, `embed.de.html` and so on), which loads the
 * language's texts together with the script.
 */
export function prerenderWidget(): Plugin {
  return {
    name: 'prerender-widget',
    transformIndexHtml: {
      order: 'pre',
      // The build replaces the marks when it writes the files. A development server serves English.
      async handler(html, { server }) {
        if (!server || !html.includes(WIDGET)) return html;
        const [english] = await prerender();
        return english ? fill(html, english) : html;
      },
    },
    writeBundle: {
      order: 'post',
      async handler({ dir = '' }, bundle) {
        if (!(PAGE in bundle)) return;
        const html = await readFile(join(dir, PAGE), 'utf8');
        for (const shell of await prerender()) {
          const texts = Object.values(bundle).find(
            (chunk) => chunk.type === 'chunk' && chunk.name === shell.language,
          );
          if (!texts) throw new Error(`The build made no chunk of the texts in ${shell.language}.`);
          const preload = `<link rel="modulepreload" crossorigin href="/${texts.fileName}">`;
          const page = fill(html, shell).replace('</head>', () => `${preload}</head>`);
          const name = shell.language === 'en' ? PAGE : `embed.${shell.language}.html`;
          await writeFile(join(dir, name), page);
        }
      },
    },
  };
}

async function prerender(): Promise<readonly Prerender.Shell[]> {
  const { module } = await runnerImport<typeof Prerender>(entry, {
    configFile: false,
    logLevel: 'error',
    plugins: [classNamesOnly()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  });
  return module.shells;
}

function fill(html: string, { language, widget, noScript }: Prerender.Shell): string {
  for (const mark of [WIDGET, NO_SCRIPT, ROOT]) {
    if (!html.includes(mark)) throw new Error(`${PAGE} has no “${mark}”.`);
  }
  return html
    .replace(ROOT, `<html lang="${language}" dir="${DIRECTIONS[language]}"`)
    .replace(WIDGET, () => widget)
    .replace(NO_SCRIPT, () => noScript);
}
