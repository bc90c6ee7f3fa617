import type { Lead } from '../findings.ts';
import { chunksOf } from './chunk-maps.ts';
import type { ScriptFile } from './scope.ts';
import { calleeName } from './ast.ts';
import { literalOf, partsOf } from './value.ts';
import { ask, type World } from './world.ts';

const LEADS_MAX = 600;

/** Further files that a script names: imports, chunks, workers, its source map. */
export function leadsOf(world: World, file: ScriptFile, code: string): Lead[] {
  const leads: Lead[] = [];
  const push = (
    source: string,
    base: string,
    priority: number,
    kind: Lead['kind'] = 'script',
  ): void => {
    if (leads.length >= LEADS_MAX || source.length > 1_000 || !URL.canParse(source, base)) return;
    const url = new URL(source, base);
    if (url.protocol === 'http:' || url.protocol === 'https:')
      leads.push({ url: url.href, kind, priority });
  };
  for (const source of file.imports) if (isRelative(source)) push(source, file.url, 80);
  for (const place of file.dynamicImports) {
    ask(world, new Map(), 2_000);
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
    ask(world, new Map(), 2_000);
    for (const value of world.evaluate(argument, { scope: call.scope, at: call.at, frame: null })) {
      const source = literalOf(value);
      if (source !== null && partsOf(value))
        push(source, name === 'importScripts' ? file.url : world.documentBase.href, 40);
    }
  }
  for (const { path, base } of chunksOf(world, file)) push(path, base, 50);
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
