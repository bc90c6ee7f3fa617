import { IMPORTED_PRIORITY, type Lead } from '../../findings.ts';
import { chunksOf } from './chunk-maps.ts';
import type { CallSite, Place, ScriptFile } from '../syntax/scope.ts';
import { calleeName } from '../syntax/ast.ts';
import { literalOf } from '../evaluate/value.ts';
import { evaluateAt, startQuestion, type World } from '../evaluate/world.ts';
import { cachedScripts, sharedBase, writtenPaths } from './written-paths.ts';

const LEADS_MAX = 600;

/** A file that a script names, and the URL that its address is relative to. */
interface Named {
  source: string;
  base: string;
  priority: number;
  kind?: Lead['kind'];
}

/** Further files that a script names: imports, chunks, workers, its source map. The most certain ones first. */
export function leadsOf(world: World, file: ScriptFile, code: string): Lead[] {
  const leads = new Map<string, Lead>();
  for (const { source, base, priority, kind = 'script' } of namedFiles(world, file, code)) {
    if (leads.size >= LEADS_MAX) break;
    const url = source.length > 1_000 ? null : URL.parse(source, base);
    if (!url || !/^https?:$/.test(url.protocol) || leads.has(url.href)) continue;
    leads.set(url.href, { url: url.href, kind, priority });
  }
  return [...leads.values()];
}

function* namedFiles(world: World, file: ScriptFile, code: string): Generator<Named> {
  const here = file.url;
  for (const source of file.imports.filter(isRelative))
    yield { source, base: here, priority: IMPORTED_PRIORITY };
  for (const place of file.dynamicImports)
    for (const source of textsAt(world, place).filter(isRelative))
      yield { source, base: here, priority: 60 };
  for (const call of file.calls) yield* workersOf(world, call);
  const chunks = chunksOf(world, file);
  for (const { path, base } of chunks) yield { source: path, base, priority: 50 };
  const cached = cachedScripts(file);
  for (const source of cached) yield { source, base: here, priority: 20 };
  const told = new Set([...chunks.map(({ path }) => path), ...cached]);
  for (const source of writtenPaths(file))
    if (!told.has(source)) yield { source, base: sharedBase(world, file, source), priority: 20 };
  const map = sourceMapOf(code);
  if (map !== null) yield { source: map, base: here, priority: 30, kind: 'source-map' };
}

/** `new Worker('/w.js')`, `navigator.serviceWorker.register('/sw.js')`, `importScripts('a.js')` */
function* workersOf(world: World, { node, scope, at }: CallSite): Generator<Named> {
  const name = calleeName(node.callee);
  const [argument] = node.arguments;
  if (!argument || argument.type === 'SpreadElement') return;
  const isWorker = node.type === 'NewExpression' && (name === 'Worker' || name === 'SharedWorker');
  const isService =
    name === 'register' &&
    node.callee.type === 'MemberExpression' &&
    calleeName(node.callee.object) === 'serviceWorker';
  if (!isWorker && !isService && name !== 'importScripts') return;
  const base = name === 'importScripts' ? scope.file.url : world.documentBase.href;
  for (const source of textsAt(world, { node: argument, scope, at }))
    yield { source, base, priority: 40 };
}

function textsAt(world: World, place: Place): string[] {
  startQuestion(world, new Map(), 2_000);
  return evaluateAt(world, { place, frame: null })
    .map(literalOf)
    .filter((text) => text !== null);
}

function isRelative(source: string): boolean {
  return (
    source.startsWith('./') ||
    source.startsWith('../') ||
    source.startsWith('/') ||
    source.startsWith('http')
  );
}

/** The address of the last `sourceMappingURL` comment; `null` where the map is inside the script. */
function sourceMapOf(code: string): string | null {
  const tail = code.slice(-1_000);
  const at = tail.lastIndexOf('sourceMappingURL=');
  if (at < 0) return null;
  const value = tail.slice(at + 17).split(/[\s'"*]/, 1)[0] ?? '';
  return value === '' || value.startsWith('data:') ? null : value;
}
