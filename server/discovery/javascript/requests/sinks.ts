import type { ESTree } from 'meriyah';
import { calleeName, isFunction, keyName, namesPath, unwrap, type Node } from '../syntax/ast.ts';
import { calledName, calledNode } from '../syntax/called-name.ts';
import { HTTP_METHODS, isMethodLiteral } from '../syntax/http-methods.ts';
import type { Holders } from '../evaluate/aliases.ts';
import { declaredIn } from './declared.ts';
import {
  type CallSite,
  type Definition,
  lookup,
  type Place,
  type ScriptFile,
} from '../syntax/scope.ts';

/** A place where a request may leave the page, by how it is written; what it asks for is read in requests.ts. */
export interface Sink {
  readonly kind:
    | 'fetch'
    | 'xhr'
    | 'ajax'
    | 'verb'
    | 'typed-verb'
    | 'method-first'
    | 'options'
    | 'client'
    | 'beacon'
    | 'events'
    | 'socket'
    | 'socket-io'
    | 'object'
    | 'declared'
    | 'resource';
  readonly place: Place;
  readonly call: CallSite | null;
  /** Name of what is called: `get`, `fetch`. */
  readonly name: string;
}

const VERBS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'getJSON',
  '$get',
  '$post',
  '$put',
  '$delete',
  '$patch',
  'jsonp',
  // Clients that are typed by an OpenAPI document.
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
]);
const SOCKETS = new Set(['WebSocket', 'ReconnectingWebSocket', 'SockJS']);

/**
 * The sinks of a file, in source order.
 * @param fetches what holds `fetch`, under whatever name
 */
export function findSinks(file: ScriptFile, fetches: Holders): Sink[] {
  const sinks: Sink[] = [];
  const consumed = new Set<Node>();
  const add = (call: CallSite): void => {
    const sink = sinkOf(call, fetches);
    if (!sink) return;
    sinks.push(sink);
    for (const argument of call.node.arguments)
      if (argument.type === 'ObjectExpression') consumed.add(argument);
  };
  for (const call of file.calls) {
    add(call);
    const handed = handedCall(call);
    if (handed) add(handed);
  }
  for (const place of file.requestObjects) {
    if (!consumed.has(place.node))
      sinks.push({ kind: 'object', place, call: null, name: 'object' });
  }
  return [...sinks, ...declaredIn(file)];
}

function sinkOf(call: CallSite, fetches: Holders): Sink | null {
  const { node } = call;
  const name = isFetch(call, fetches) ? 'fetch' : calledName(call);
  const kind = node.type === 'NewExpression' ? kindOfNew(name) : kindOfCall(call, node, name);
  if (!kind) return null;
  return { kind, place: { node, scope: call.scope, at: call.at }, call, name: name ?? '' };
}

/** `call(axios.get, '/users')`: a saga, a retry or a queue makes the call with the arguments behind it. */
function handedCall({ node, scope, at }: CallSite): CallSite | null {
  const [callee, path] = node.arguments;
  if (!callee || callee.type === 'SpreadElement' || !namesPath(path)) return null;
  const name = calleeName(callee);
  const isRequest =
    name === 'fetch' || (callee.type === 'MemberExpression' && name !== null && VERBS.has(name));
  if (!isRequest) return null;
  const rest = node.arguments.slice(1);
  return {
    node: { type: 'CallExpression', callee, arguments: rest, optional: false },
    scope,
    at,
  };
}

function isFetch({ node, scope }: CallSite, { variables, properties }: Holders): boolean {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') return properties.has(calleeName(callee) ?? '');
  if (variables.size === 0 || callee.type !== 'Identifier') return false;
  const binding = lookup(scope, callee.name);
  return binding !== null && variables.has(binding);
}

function kindOfNew(name: string | null): Sink['kind'] | null {
  if (name === 'EventSource' || name === 'EventSourcePolyfill') return 'events';
  if (name !== null && SOCKETS.has(name)) return 'socket';
  return name === 'Request' ? 'fetch' : null;
}

function kindOfCall(
  call: CallSite,
  node: ESTree.CallExpression,
  name: string | null,
): Sink['kind'] | null {
  const member = unwrap(node.callee).type === 'MemberExpression';
  const [first, second] = node.arguments;
  if (!first) return null;
  if (name === 'fetch') return 'fetch';
  if (name === 'ajax') return isMethodLiteral(first) ? 'method-first' : 'ajax';
  if (name === 'sendBeacon') return 'beacon';
  if (name === 'fetchEventSource') return 'events';
  if (member && name === 'withUrl') return 'socket';
  if (member && name !== null && HTTP_METHODS.has(name) && namesPath(first)) return 'typed-verb';
  if (member && name === 'open' && node.arguments.length >= 2) return 'xhr';
  if (
    (name === 'io' && !isOwnFunction(call, name)) ||
    isSocketOptions(first) ||
    (second && isSocketOptions(second))
  )
    return 'socket-io';
  if (member && name !== null && VERBS.has(name)) return 'verb';
  if (
    (isMethodLiteral(first) && second && second.type !== 'Literal') ||
    (isMethodLiteral(first) && isPathLiteral(second))
  )
    return 'method-first';
  // `request(settings, {method: 'GET', url: '/users'})`: its object says all.
  if (second?.type === 'ObjectExpression' && hasUrlKey(second)) return null;
  if (second && (hasMethodKey(second) || (isMethodLiteral(second) && !isMethodLiteral(first))))
    return 'options';
  if (name === 'axios' || name === 'request' || name === '$http') return 'client';
  if (first.type === 'ObjectExpression' && hasUrlKey(first)) return 'client';
  return null;
}

function isPathLiteral(node: Node | undefined): boolean {
  return node?.type === 'Literal' && typeof node.value === 'string' && node.value.includes('/');
}

/** `{…, method: 'POST'}`: the method written as HTTP writes it. */
function hasMethodKey(node: Node): boolean {
  if (node.type !== 'ObjectExpression') return false;
  return node.properties.some((property) => {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'method')
      return false;
    return (
      property.value.type !== 'Literal' ||
      (typeof property.value.value === 'string' &&
        HTTP_METHODS.has(property.value.value.toUpperCase()))
    );
  });
}

const REQUEST_KEYS = new Set(['method', 'type', 'data', 'params', 'file', 'formData']);

function hasUrlKey(node: ESTree.ObjectExpression): boolean {
  let url = false;
  let other = false;
  for (const property of node.properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : null;
    if (name === 'url' || name === 'uri') url = true;
    if (name !== null && REQUEST_KEYS.has(name)) other = true;
  }
  return url && other;
}

/** socket.io's client is known by its options, whatever its name has become. */
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

/** Minifiers name functions of their own `io`: only one that comes from elsewhere is socket.io's client. */
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

/** Handlers of a router take functions: `router.get('/users', (request, response) => …)`. */
export function takesHandler(node: ESTree.CallExpression | ESTree.NewExpression): boolean {
  return node.arguments.slice(1).some((argument) => isFunction(argument));
}
