import { CONFIDENCE } from '../../findings/confidence.ts';
import { type CallNode, keyName, type Node, unwrap } from '../syntax/ast.ts';
import { calledNode } from '../syntax/called-name.ts';
import { type CallSite, type Definition, lookup } from '../syntax/scope.ts';
import { ABSENT, type Value, text } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  startsLikePath,
} from '../requests/request-reading.ts';
import type { Client } from './client.ts';

/** `io('/chat', {path: '/socket.io'})` */
export const socketIo: Client = {
  name: 'Socket.IO',
  globals: ['io'],
  pathMarkers: { 'socket.io': 'websocket' },
  recognize: (call) => {
    const { node, name, first, isNew } = call;
    if (isNew || !first) return null;
    const isClient =
      (name === 'io' && !isOwnFunction(call, name)) ||
      node.arguments.slice(0, 2).some(isSocketOptions);
    return isClient ? { read: (world, env) => readSocketIo(world, node, env) } : null;
  },
};

/** socket.io requests `path` (by default `/socket.io`) of the origin; the address that is given is a namespace. */
function readSocketIo(world: World, node: CallNode, env: Env): RequestReading | null {
  const first = argument(world, node, 0, env);
  const second = argument(world, node, 1, env);
  if (isOtherIo(world, node, first, env)) return null;
  const path = options(
    world,
    [...second, ...first].filter((value) => value.kind !== 'unknown'),
    ['path'],
    env,
  );
  return {
    ...REST,
    urls: path.length > 0 ? path : [text('/socket.io')],
    methods: 'GET',
    confidence: CONFIDENCE.clientMethod,
    technique: 'websocket',
    apiType: 'websocket',
  };
}

/** Whether a minifier named another function of the script `io`. Its argument is then no address. */
function isOtherIo(world: World, node: CallNode, first: readonly Value[], env: Env): boolean {
  if (first.some((value) => startsLikePath(value) || value === ABSENT)) return false;
  return world.evaluate(node.callee, env).some((value) => value.kind === 'function');
}
/** Whether an object has options that only socket.io's client has. They identify it where names are shortened. */
function isSocketOptions(node: Node): boolean {
  if (node.type !== 'ObjectExpression') return false;
  return node.properties.some((property) => {
    if (
      property.type !== 'Property' ||
      keyName(property.key, property.computed) !== 'transports' ||
      property.value.type !== 'ArrayExpression'
    )
      return false;
    return property.value.elements.some(
      (element) =>
        element?.type === 'Literal' &&
        (element.value === 'websocket' || element.value === 'polling'),
    );
  });
}

/** Whether the script itself defines the function. A minifier may name any function `io`. */
function isOwnFunction(call: CallSite, name: string): boolean {
  if (calledNode(call).type !== 'Identifier') return false;
  const defs = lookup(call.scope, name)?.defs ?? [];
  return defs.length > 0 && !defs.some(namesSocketIo);
}

function namesSocketIo(def: Definition): boolean {
  if (def.kind === 'import') return def.source.includes('socket') || def.name === 'io';
  if (def.kind !== 'value') return false;
  let node = unwrap(def.place.node);
  if (node.type === 'MemberExpression' && node.object.type !== 'Super') node = unwrap(node.object);
  const [source] = node.type === 'CallExpression' ? node.arguments : [];
  return source?.type === 'Literal' && String(source.value).includes('socket');
}
