import type { ScriptFile } from '../syntax/scope.ts';
import { unknown, type Value } from './value.ts';
import type { Index } from './script-index.ts';
import { evaluateAt, dependOn, type World } from './world.ts';

/** The file that `source` stands for in `file`, if it has been read. */
export function resolveFile(index: Index, file: ScriptFile, source: string): ScriptFile | null {
  if (!URL.canParse(source, file.url)) return null;
  const url = new URL(source, file.url);
  return index.byUrl.get(`${url.origin}${url.pathname}`) ?? null;
}

/** The values of another file's export. Unknown, and marked as `missing`, where that file has not been read. */
export function readExport(
  world: World,
  file: ScriptFile,
  source: string,
  name: string,
  depth = 0,
): Value[] {
  const target = resolveFile(world.index, file, source);
  // The file may be read later, so a result that depends on it must not be kept.
  if (!target) {
    const library = name === 'default' ? world.libraries.packages.get(source) : undefined;
    if (library !== undefined) return [{ kind: 'global', name: library }];
    dependOn(world, 0);
    return [unknown(name === '*' || name === 'default' ? '' : name, null, true)];
  }
  if (name === '*') return [{ kind: 'namespace', file: target }];
  return exportOf(world, target, name, depth) ?? [unknown(name, null, true)];
}

export function exportOf(world: World, file: ScriptFile, name: string, depth = 0): Value[] | null {
  if (depth > 8) return null;
  const target = file.exports.get(name);
  if (target?.kind === 'place') return evaluateAt(world, { place: target.place, frame: null });
  if (target?.kind === 'from')
    return readExport(world, file, target.source, target.name, depth + 1);
  for (const source of file.exportAll) {
    const other = resolveFile(world.index, file, source);
    const found = other ? exportOf(world, other, name, depth + 1) : null;
    if (found) return found;
  }
  return null;
}
