import { IMPORTED_PRIORITY, type Lead } from '../../findings.ts';
import { chunksOf } from './chunk-maps.ts';
import type { ScriptFile } from '../syntax/scope.ts';
import { calleeName } from '../syntax/ast.ts';
import { literalOf, partsOf } from '../evaluate/value.ts';
import { startQuestion, type World } from '../evaluate/world.ts';
import { cachedScripts, sharedBase, writtenPaths } from './written-paths.ts';

const LEADS_MAX = 600;

/** Further files that a script names: imports, chunks, workers, its source map. The surest first. */
export function leadsOf(world: World, file: ScriptFile, code: string): Lead[] {
  const leads: Lead[] = [];
  const named = new Set<string>();
  const push = (
    source: string,
    base: string,
    priority: number,
    kind: Lead['kind'] = 'script',
  ): void => {
    if (leads.length >= LEADS_MAX || source.length > 1_000 || !URL.canParse(source, base)) return;
    const url = new URL(source, base);
    if (!/^https?:$/.test(url.protocol) || named.has(url.href)) return;
    named.add(url.href);
    leads.push({ url: url.href, kind, priority });
  };
  for (const source of file.imports)
    if (isRelative(source)) push(source, file.url, IMPORTED_PRIORITY);
  for (const place of file.dynamicImports) {
    startQuestion(world, new Map(), 2_000);
    for (const value of world.evaluate(place.node, {
      scope: place.scope,
      at: place.at,
      frame: null,
    })) {
      const source = literalOf(value);
      if (source !== null && isRelative(source)) push(source, file.url, 60);
    }
  }
  for (const call of file.calls) {
    const name = calleeName(call.node.callee);
    const [argument] = call.node.arguments;
    if (!argument || argument.type === 'SpreadElement') continue;
    const worker =
      call.node.type === 'NewExpression' && (name === 'Worker' || name === 'SharedWorker');
    const service =
      name === 'register' &&
      call.node.callee.type === 'MemberExpression' &&
      calleeName(call.node.callee.object) === 'serviceWorker';
    if (!worker && !service && name !== 'importScripts') continue;
    startQuestion(world, new Map(), 2_000);
    for (const value of world.evaluate(argument, { scope: call.scope, at: call.at, frame: null })) {
      const source = literalOf(value);
      if (source !== null && partsOf(value))
        push(source, name === 'importScripts' ? file.url : world.documentBase.href, 40);
    }
  }
  const chunks = chunksOf(world, file);
  for (const { path, base } of chunks) push(path, base, 50);
  const cached = cachedScripts(file);
  const told = new Set([...chunks.map(({ path }) => path), ...cached]);
  for (const path of cached) push(path, file.url, 20);
  for (const path of writtenPaths(file))
    if (!told.has(path)) push(path, sharedBase(world, file, path), 20);
  const map = sourceMapOf(code);
  if (map) push(map, file.url, 30, 'source-map');
  return leads;
}

function isRelative(source: string): boolean {
  return (
    source.startsWith('./') ||
    source.startsWith('../') ||
    source.startsWith('/') ||
    source.startsWith('http')
  );
}

/** The last `sourceMappingURL` comment; maps inside the script itself bring no new file. */
function sourceMapOf(code: string): string | null {
  const tail = code.slice(-1_000);
  const at = tail.lastIndexOf('sourceMappingURL=');
  if (at < 0) return null;
  const value = tail.slice(at + 17).split(/[\s'"*]/, 1)[0] ?? '';
  return value === '' || value.startsWith('data:') ? null : value;
}
