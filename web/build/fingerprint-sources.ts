import type { Plugin } from 'vite';
import { STABLE_COMPONENTS } from '../../shared/stable-components.ts';

const LIBRARY = /@fingerprintjs\/fingerprintjs\/dist\/fp\.esm\.js$/;
const TABLE = /\nconst sources = \{\n[^}]*\n\};\n/;

/**
 * Removes the sources from the fingerprint library whose values the server does not read, so that they are not
 * collected, and the bundler drops their code: 7 KB of 14, gzipped. The library exports its sources as one object, which
 * is replaced in the text of its file. The version is pinned, and another text fails the build.
 */
export function fingerprintSources(): Plugin {
  return {
    name: 'fingerprint-sources',
    transform(code, id) {
      if (!LIBRARY.test(id)) return null;
      const table = TABLE.exec(code)?.[0];
      if (table === undefined) throw new Error('The fingerprint library has no table of sources.');
      const kept = table.split('\n').filter((line) => {
        const name = /^ +(\w+): \w+,$/.exec(line)?.[1];
        return name !== undefined && STABLE_COMPONENTS.some((component) => component === name);
      });
      if (kept.length !== STABLE_COMPONENTS.length) {
        throw new Error('The fingerprint library has not every source that the server reads.');
      }
      return code.replace(table, () => `\nconst sources = {\n${kept.join('\n')}\n};\n`);
    },
  };
}
