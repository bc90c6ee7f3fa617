import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const MODULE = /\.module\.css$/;

/** How class names of `*.module.css` are made: short, and different for each file. */
export const cssModules = {
  localsConvention: 'camelCaseOnly' as const,
  generateScopedName: (name: string, file: string) => {
    const place = relative(root, file.replace(/\?.*$/, ''));
    // A class name must not begin with a digit.
    return `k${createHash('sha256').update(`${place} ${name}`).digest('hex').slice(0, 5)}`;
  },
};

/**
 * Gives the prerender step the class names that the build makes. Vite's own plugin for CSS modules needs
 * a whole build around it, which `runnerImport` is not.
 */
export function classNamesOnly(): Plugin {
  return {
    name: 'class-names-only',
    enforce: 'pre',
    resolveId: {
      filter: { id: MODULE },
      handler: (id, importer = '') => `\0${resolve(dirname(importer), id)}.names`,
    },
    load: {
      filter: { id: /^\0.*\.module\.css\.names$/ },
      handler: (id) => {
        const file = id.slice(1, -'.names'.length);
        const names = readFileSync(file, 'utf8').matchAll(/\.([a-z][\w-]*)/g);
        const classes = [...names].map(([, name = '']) => [
          name.replace(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase()),
          cssModules.generateScopedName(name, file),
        ]);
        return `export default ${JSON.stringify(Object.fromEntries(classes))};`;
      },
    },
  };
}

/**
 * Imports class names one by one instead of as an object, so that the build puts each name where it is used
 * and leaves out the others: 1 KB less script.
 */
export function inlineClassNames(): Plugin {
  return {
    name: 'inline-class-names',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx$/ },
      handler: (code) =>
        code.replace(/^import (\w+) from ('[^']+\.module\.css');/gm, 'import * as $1 from $2;'),
    },
  };
}
