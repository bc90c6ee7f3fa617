import { type CallNode, type Node, calleeName, firstArgument, unwrap } from '../syntax/ast.ts';
import { mapValue } from './map-entries.ts';
import { keysOf } from './object-keys.ts';
import { cased, concatCall, joinCall, replaceCall } from './text-builtins.ts';
import { cutCall, indexCall } from './text-pieces.ts';
import { construct } from './url-builtins.ts';
import type { Value } from './value.ts';
import type { Env, World } from './world.ts';

/** Methods whose result is taken to be the value that they are called on. */
const TRANSPARENT = new Set(
  (
    'toString trim toLowerCase toUpperCase valueOf normalize asObservable pipe then ' +
    'catch finally bind freeze toLocaleLowerCase'
  ).split(' '),
);

const ENCODERS = new Set(
  'encodeURIComponent encodeURI escape decodeURIComponent decodeURI String unescape'.split(' '),
);

const SERIALIZERS = new Set(['stringify', 'toQueryString']);

/** Calls of the language and its libraries that build addresses; `null` for all others. */
export function builtinCall(world: World, node: CallNode, env: Env): Value[] | null {
  const callee = unwrap(node.callee);
  if (node.type === 'NewExpression') return construct(world, node, env);
  if (callee.type === 'Identifier') return plainCall(world, callee.name, node, env);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const name = calleeName(callee);
  return name === null ? null : methodCall(world, name, callee.object, node, env);
}

function plainCall(world: World, name: string, node: CallNode, env: Env): Value[] | null {
  const argument = firstArgument(node);
  if (ENCODERS.has(name) && argument) return world.evaluate(argument, env).map(encoded);
  return null;
}

/** An encoded value is one segment or one query value, so an unknown one cannot be a base address. */
function encoded(value: Value): Value {
  return value.kind === 'unknown'
    ? { kind: 'unknown', hole: { ...value.hole, encoded: true } }
    : value;
}

function methodCall(
  world: World,
  name: string,
  object: Node,
  node: CallNode,
  env: Env,
): Value[] | null {
  const argument = firstArgument(node);
  switch (name) {
    case 'concat':
      return concatCall(world, object, node, env);
    case 'join':
      return joinCall(world, object, argument, env);
    case 'replace':
    case 'replaceAll':
      return replaceCall(world, object, node, env);
    case 'substring':
    case 'substr':
    case 'slice':
      return cutCall(world, name, object, node, env);
    case 'indexOf':
    case 'lastIndexOf':
      return argument ? indexCall(world, name, object, argument, env) : null;
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
    case 'defineProperty':
      return argument && isObject(object) ? world.evaluate(argument, env) : null;
    case 'get':
      return argument ? mapValue(world, object, argument, env) : null;
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
  if ((SERIALIZERS.has(name) || world.libraries.serializers.has(name)) && argument) {
    const values = world.evaluate(argument, env);
    return object.type === 'Identifier' && object.name === 'JSON'
      ? [{ kind: 'json', of: values }]
      : values.map((value) => ({ kind: 'fields', names: keysOf(world, value) }));
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

function isWindow(node: Node): boolean {
  return (
    node.type === 'Identifier' &&
    (node.name === 'window' || node.name === 'self' || node.name === 'globalThis')
  );
}

const isObject = (node: Node): boolean => node.type === 'Identifier' && node.name === 'Object';

function isMerger(object: Node): boolean {
  return object.type === 'Identifier';
}
