import { isCacheEntry } from '../syntax/ast.ts';
import type { ScriptFile } from '../syntax/scope.ts';
import type { World } from '../evaluate/world.ts';

const WRITTEN = /^(?:\.{0,2}\/)?[\w@~-][\w@~.[\]-]*(?:\/[\w@~.[\]-]+)*\.m?js(?:\?[\w=&.-]*)?$/;
// Libraries name their own workers and plugins: megabytes that make no request to the site's API.
const LIBRARY_PART =
  /(?:^|\/)(?:vendors?|libs?|node_modules|bower_components|third[-_]?party)\/|worker/i;
const WRITTEN_MAX = 60;

/**
 * Strings that look like a script's path: `$.getScript("js/late.js")`, lists of chunks. In a classic script `./a.js` is
 * the name of a bundled module.
 */
export function writtenPaths(file: ScriptFile): string[] {
  const imported = new Set(file.dynamicImports.map(({ node }) => node));
  const paths = new Set<string>();
  for (const { place } of file.strings) {
    const { node } = place;
    if (paths.size >= WRITTEN_MAX) break;
    if (node.type !== 'Literal' || typeof node.value !== 'string' || imported.has(node)) continue;
    const isModuleName = file.shared && node.value.startsWith('.');
    if (WRITTEN.test(node.value) && !LIBRARY_PART.test(node.value) && !isModuleName)
      paths.add(node.value);
  }
  return [...paths];
}

/** The scripts in a service worker's list of cached files. They are the application's own scripts, workers included. */
export function cachedScripts(file: ScriptFile): string[] {
  const paths = file.strings.flatMap(({ place: { node }, owner }) =>
    node.type === 'Literal' && typeof node.value === 'string' && owner && isCacheEntry(owner)
      ? [node.value]
      : [],
  );
  return paths.filter((path) => WRITTEN.test(path)).slice(0, WRITTEN_MAX);
}

/**
 * The URL that a path is relative to: the script's own address up to the folders that both contain, else the document.
 */
export function sharedBase(world: World, file: ScriptFile, path: string): string {
  if (path.startsWith('.')) return file.url;
  if (path.startsWith('/')) return world.documentBase.href;
  const folders = path.split('/').slice(0, -1);
  for (let count = folders.length; count > 0; count -= 1) {
    const at = file.url.lastIndexOf(`/${folders.slice(0, count).join('/')}/`);
    if (at > 8) return file.url.slice(0, at + 1);
  }
  return folders.length > 0 ? world.documentBase.href : file.url;
}
