import { type CallNode, type Node, calleeName, firstArgument } from '../syntax/ast.ts';
import { appendedKeys } from './appended-keys.ts';
import { keysOf } from './object-keys.ts';
import { concat } from './combine-values.ts';
import { type Part, type Value, literalOf, partsOf, text, unknown } from './value.ts';
import type { Env, World } from './world.ts';

export function construct(world: World, node: CallNode, env: Env): Value[] | null {
  const name = calleeName(node.callee);
  const argument = firstArgument(node);
  if (argument && isUrlClass(world, name, node, env)) return newUrl(world, node, argument, env);
  if (name === 'Map' && argument) return world.evaluate(argument, env);
  const isFields = name !== null && world.libraries.queryClasses.has(name);
  if (isFields || name === 'URLSearchParams' || name === 'FormData') {
    const given = argument ? world.evaluate(argument, env) : [];
    const names = [
      ...given.flatMap((value) => keysOf(world, value)),
      ...appendedKeys(env.scope.file, node),
    ];
    return [{ kind: 'fields', names: [...new Set(names)] }];
  }
  // Otherwise its argument would look like a client's settings, and `headers.delete(name)` like a request.
  if (name === 'Headers') return [unknown('headers')];
  if (name === 'Request' && argument) {
    const second = node.arguments[1];
    return [
      {
        kind: 'merged',
        sources: [
          {
            kind: 'array',
            items: [argument, ...(second && second.type !== 'SpreadElement' ? [second] : [])].map(
              (item) => ({ place: { node: item, scope: env.scope, at: env.at }, frame: env.frame }),
            ),
          },
        ],
      },
    ];
  }
  return null;
}

/** Whether the class is `URL`, or a variable that may hold it: `this._URL = options.URL || URL`. */
function isUrlClass(world: World, name: string | null, node: CallNode, env: Env): boolean {
  if (name === null || !name.endsWith('URL')) return false;
  if (name === 'URL') return true;
  const known = world.evaluate(node.callee, env);
  return known.some((value) => value.kind === 'global' && value.name === 'URL');
}

/**
 * `new URL(path, base)`: the text of the URL, resolved where both are known, with the query keys that are added later.
 */
function newUrl(world: World, node: CallNode, argument: Node, env: Env): Value[] {
  const paths = world.evaluate(argument, env);
  const second = node.arguments[1];
  const bases = second && second.type !== 'SpreadElement' ? world.evaluate(second, env) : null;
  const urls = bases ? paths.flatMap((path) => bases.map((base) => joined(path, base))) : paths;
  const keys = appendedKeys(env.scope.file, node).map((key) => `${encodeURIComponent(key)}=`);
  return (
    keys.length > 0 ? urls.map((url) => concat(url, text(`?${keys.join('&')}`))) : urls
  ).slice(0, 16);
}

function joined(path: Value, base: Value): Value {
  const baseText = literalOf(base);
  const head = (partsOf(path) ?? [])[0];
  if (baseText === null || !URL.canParse(baseText)) return path;
  if (typeof head !== 'string') return concat(text(new URL('.', baseText).href), path);
  if (head.includes('://')) return path;
  const rest: Part[] = (partsOf(path) ?? []).slice(1);
  const resolved = URL.canParse(head, baseText)
    ? // `{id}` stays a parameter.
      new URL(head, baseText).href.replaceAll('%7B', '{').replaceAll('%7D', '}')
    : head;
  return { kind: 'text', parts: [resolved, ...rest], primitive: 'string' };
}

function beforeQuery(parts: readonly Part[]): Part[] {
  const at = parts.findIndex((part) => typeof part === 'string' && part.includes('?'));
  const last = parts[at];
  if (typeof last !== 'string') return [...parts];
  const kept = last.slice(0, last.indexOf('?'));
  return [...parts.slice(0, at), ...(kept === '' ? [] : [kept])];
}

/** `pathname`, `search` and so on of a URL; `null` for other texts and properties. */
export function urlProperty(value: Value & { kind: 'text' }, name: string): Value | null {
  const [head, ...rest] = value.parts;
  if (typeof head !== 'string' || !/^https?:\/\//.test(head)) return null;
  const slash = head.indexOf('/', 8);
  switch (name) {
    case 'href':
      return value;
    case 'search':
    case 'hash':
      return text('');
    case 'pathname': {
      const path = slash < 0 ? '' : head.slice(slash);
      return { ...value, parts: beforeQuery(path === '' ? rest : [path, ...rest]) };
    }
    default:
      return null;
  }
}
