import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const MODULE = /\.module\.css$/;

const CLASS = /\.([a-z][\w-]*)/g;

/** All class names of all modules, each with its file, in an order that every build finds again. */
const known = new Map(
  globSync('web/**/*.module.css', { cwd: root })
    .toSorted()
    .flatMap((file) =>
      [...new Set(readFileSync(resolve(root, file), 'utf8').match(CLASS))].map(
        (name) => `${file} ${name.slice(1)}`,
      ),
    )
    .map((place, index) => [place, index] as const),
);

/**
 * How class names of `*.module.css` are made: four letters, and different for each file. The bundler would put shorter
 * ones in place of their imports, and then leave out the style sheets, which nothing imports any more.
 */
export const cssModules = {
  localsConvention: 'camelCaseOnly' as const,
  generateScopedName: (name: string, file: string) => {
    const index = known.get(`${relative(root, file.replace(/\?.*$/, ''))} ${name}`);
    // A class name must not begin with a digit. One that came while a development server runs keeps its own name.
    return index === undefined ? `new-${name}` : `kl${index.toString(36).padStart(2, '0')}`;
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
        const names = readFileSync(file, 'utf8').matchAll(CLASS);
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
