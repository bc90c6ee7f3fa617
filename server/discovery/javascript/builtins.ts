import { calleeName, unwrap, type CallNode, type Node } from './ast.ts';
import {
  ABSENT,
  concat,
  concatAll,
  literalOf,
  partsOf,
  text,
  unknown,
  type Part,
  type Value,
} from './value.ts';
import type { Env, World } from './world.ts';

/** Methods that leave a path as it is, as far as reading it goes. */
const TRANSPARENT = new Set([
  'toString',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'valueOf',
  'normalize',
  'asObservable',
  'pipe',
  'then',
  'catch',
  'finally',
  'bind',
  'freeze',
  'toLocaleLowerCase',
]);
const ENCODERS = new Set([
  'encodeURIComponent',
  'encodeURI',
  'escape',
  'decodeURIComponent',
  'decodeURI',
  'String',
  'unescape',
]);
const SERIALIZERS = new Set(['stringify', 'param', 'toQueryString', 'serialize']);

/** Calls of the language and its libraries that build addresses; `null` for all others. */
export function builtinCall(world: World, node: CallNode, env: Env): Value[] | null {
  const callee = unwrap(node.callee);
  if (node.type === 'NewExpression') return construct(world, node, env);
  if (callee.type === 'Identifier') return plainCall(world, callee.name, node, env);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const name = calleeName(callee);
  return name === null ? null : methodCall(world, name, callee.object, node, env);
}

function first(node: CallNode): Node | null {
  const [argument] = node.arguments;
  return argument && argument.type !== 'SpreadElement' ? argument : null;
}

function plainCall(world: World, name: string, node: CallNode, env: Env): Value[] | null {
  const argument = first(node);
  if (ENCODERS.has(name) && argument) return world.evaluate(argument, env).map(encoded);
  return null;
}

/** What is encoded is one segment or value: it never brings a base of its own. */
function encoded(value: Value): Value {
  return value.kind === 'unknown'
    ? { kind: 'unknown', hole: { ...value.hole, encoded: true } }
    : value;
}

function construct(world: World, node: CallNode, env: Env): Value[] | null {
  const name = calleeName(node.callee);
  const argument = first(node);
  if (name === 'URL' && argument) return newUrl(world, node, argument, env);
  if (name === 'URLSearchParams' || name === 'FormData' || name === 'HttpParams') {
    return argument
      ? [
          {
            kind: 'fields',
            names: world.evaluate(argument, env).flatMap((value) => keysOf(world, value, env)),
          },
        ]
      : [{ kind: 'fields', names: [] }];
  }
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

/** `new URL(path, base)`: the text it will have, resolved where both are known. */
function newUrl(world: World, node: CallNode, argument: Node, env: Env): Value[] {
  const paths = world.evaluate(argument, env);
  const second = node.arguments[1];
  if (!second || second.type === 'SpreadElement') return paths;
  const bases = world.evaluate(second, env);
  return paths.flatMap((path) => bases.map((base) => joined(path, base))).slice(0, 16);
}

function joined(path: Value, base: Value): Value {
  const baseText = literalOf(base);
  const head = (partsOf(path) ?? [])[0];
  if (baseText === null || !URL.canParse(baseText)) return path;
  if (typeof head !== 'string') return concat(text(new URL('.', baseText).href), path);
  if (head.includes('://')) return path;
  const rest: Part[] = (partsOf(path) ?? []).slice(1);
  const resolved = URL.canParse(head, baseText) ? new URL(head, baseText).href : head;
  return { kind: 'text', parts: [resolved, ...rest], primitive: 'string' };
}

function methodCall(
  world: World,
  name: string,
  object: Node,
  node: CallNode,
  env: Env,
): Value[] | null {
  const argument = first(node);
  switch (name) {
    case 'concat':
      return concatCall(world, object, node, env);
    case 'join':
      return joinCall(world, object, argument, env);
    case 'replace':
    case 'replaceAll':
      return replaceCall(world, object, node, env);
    case 'assign':
    case 'extend':
    case 'merge':
      return argument && isMerger(object)
        ? [
            {
              kind: 'merged',
              sources: node.arguments.flatMap((item) =>
                item.type === 'SpreadElement' ? [] : world.evaluate(item, env),
              ),
            },
          ]
        : null;
    case 'querySelector':
    case 'getElementsByTagName':
      return argument ? elementCall(world, argument, env) : null;
    case 'getAttribute':
      return attributeCall(world, object, argument, env);
    default:
      return textCall(world, name, object, argument, env);
  }
}

function textCall(
  world: World,
  name: string,
  object: Node,
  argument: Node | null,
  env: Env,
): Value[] | null {
  if (SERIALIZERS.has(name) && argument) {
    const values = world.evaluate(argument, env);
    return object.type === 'Identifier' && object.name === 'JSON'
      ? [{ kind: 'json', of: values }]
      : values.map((value) => ({ kind: 'fields', names: keysOf(world, value, env) }));
  }
  if (ENCODERS.has(name) && argument && isWindow(object))
    return world.evaluate(argument, env).map(encoded);
  if (!TRANSPARENT.has(name)) return null;
  if (name === 'freeze') return argument ? world.evaluate(argument, env) : null;
  const values = world.evaluate(object, env);
  if (name === 'toUpperCase' || name === 'toLowerCase')
    return values.map((value) => cased(value, name === 'toUpperCase'));
  if (name === 'bind') return values;
  return values.some(
    (value) => value.kind === 'text' || value.kind === 'fields' || value.kind === 'unknown',
  )
    ? values
    : null;
}

function cased(value: Value, upper: boolean): Value {
  const whole = literalOf(value);
  return whole === null ? value : text(upper ? whole.toUpperCase() : whole.toLowerCase());
}

function isWindow(node: Node): boolean {
  return (
    node.type === 'Identifier' &&
    (node.name === 'window' || node.name === 'self' || node.name === 'globalThis')
  );
}

function isMerger(object: Node): boolean {
  return object.type === 'Identifier';
}

function concatCall(world: World, object: Node, node: CallNode, env: Env): Value[] | null {
  let values = world.evaluate(object, env);
  if (values.some((value) => value.kind === 'array')) {
    const items = [object, ...node.arguments]
      .flatMap((item) => (item.type === 'SpreadElement' ? [] : world.evaluate(item, env)))
      .flatMap((value) => (value.kind === 'array' ? value.items : []));
    return [{ kind: 'array', items }];
  }
  for (const item of node.arguments)
    if (item.type !== 'SpreadElement') values = concatAll(values, world.evaluate(item, env));
  return values;
}

function joinCall(world: World, object: Node, separator: Node | null, env: Env): Value[] | null {
  let list = unwrap(object);
  if (
    list.type === 'CallExpression' &&
    list.callee.type === 'MemberExpression' &&
    calleeName(list.callee) === 'filter' &&
    list.callee.object.type !== 'Super'
  )
    list = list.callee.object;
  const glue = separator ? world.evaluate(separator, env).map(literalOf)[0] : ',';
  if (glue === null || glue === undefined) return null;
  const array = world.evaluate(list, env).find((value) => value.kind === 'array');
  if (!array) return null;
  let values: Value[] = [text('')];
  for (const [index, item] of array.items.entries()) {
    const next = world
      .evaluate(item.place.node, { scope: item.place.scope, at: item.place.at, frame: item.frame })
      .filter((value) => value !== ABSENT);
    if (index > 0) values = values.map((value) => concat(value, text(glue)));
    values = concatAll(values, next.length > 0 ? next : [text('')]);
  }
  return values;
}

/** `'/users/:id'.replace(':id', id)` fills in; a pattern is taken to change nothing that matters. */
function replaceCall(world: World, object: Node, node: CallNode, env: Env): Value[] | null {
  const [from, to] = node.arguments;
  const values = world.evaluate(object, env);
  if (!from || !to || from.type === 'SpreadElement' || to.type === 'SpreadElement') return values;
  const searched = world.evaluate(from, env).map(literalOf)[0];
  if (from.type !== 'Literal' || typeof from.value !== 'string' || !searched) return values;
  const replacement = world.evaluate(to, env)[0] ?? unknown('value');
  return values.map((value) => replaceIn(value, searched, replacement));
}

function replaceIn(value: Value, searched: string, replacement: Value): Value {
  if (value.kind !== 'text') return value;
  let result: Value = text('');
  for (const part of value.parts) {
    if (typeof part !== 'string' || !part.includes(searched)) {
      result = concat(result, { kind: 'text', parts: [part], primitive: 'string' });
      continue;
    }
    const at = part.indexOf(searched);
    result = concat(
      concat(concat(result, text(part.slice(0, at))), replacement),
      text(part.slice(at + searched.length)),
    );
  }
  return result;
}

function elementCall(world: World, argument: Node, env: Env): Value[] | null {
  const selector = world.evaluate(argument, env).map(literalOf)[0];
  return selector === 'base' || selector === 'base[href]'
    ? [{ kind: 'global', name: 'document.base' }]
    : null;
}

function attributeCall(
  world: World,
  object: Node,
  argument: Node | null,
  env: Env,
): Value[] | null {
  const isBase = world
    .evaluate(object, env)
    .some((value) => value.kind === 'global' && value.name === 'document.base');
  const name = argument ? world.evaluate(argument, env).map(literalOf)[0] : null;
  return isBase && name === 'href' ? [text(world.documentBase.pathname)] : null;
}

/** The keys of an object as written; nothing for what is not an object. */
export function keysOf(world: World, value: Value, env: Env, depth = 0): string[] {
  if (depth > 6) return [];
  if (value.kind === 'fields') return [...value.names];
  if (value.kind === 'merged')
    return [...new Set(value.sources.flatMap((source) => keysOf(world, source, env, depth + 1)))];
  if (value.kind === 'text') return literalKeys(literalOf(value));
  if (value.kind !== 'object' || value.place.node.type !== 'ObjectExpression') return [];
  const inner = { scope: value.place.scope, at: value.place.at, frame: value.frame };
  const keys: string[] = [];
  for (const entry of value.place.node.properties.slice(0, 60)) {
    if (entry.type === 'SpreadElement')
      keys.push(
        ...world
          .evaluate(entry.argument, inner)
          .flatMap((spread) => keysOf(world, spread, inner, depth + 1)),
      );
    else if (entry.type === 'Property') {
      if (!entry.computed && entry.key.type === 'Identifier') keys.push(entry.key.name);
      else if (entry.key.type === 'Literal') keys.push(String(entry.key.value));
    }
  }
  return [...new Set(keys)];
}

function literalKeys(value: string | null): string[] {
  if (value === null || !value.includes('=')) return [];
  return [...new URLSearchParams(value.startsWith('?') ? value.slice(1) : value).keys()].slice(
    0,
    60,
  );
}
