import { type Node, keyName } from '../syntax/ast.ts';
import { HTTP_METHODS, isMethodLiteral } from '../syntax/http-methods.ts';
import type { Libraries } from '../evaluate/world.ts';
import { readMethodFirst, readPathAndOptions } from './read-shapes.ts';
import { readSettings } from './read-settings.ts';
import { readVerb } from './read-verb.ts';
import type { Recognized, RequestCall } from './sink.ts';
import type { ESTree } from 'meriyah';

/** Recognizes requests by their shape alone, so that the library or the application's function need not be known. */
export function recognizeShape(call: RequestCall, libraries: Libraries): Recognized | null {
  const { node, name, first, isMember } = call;
  if (call.isNew || !first) return null;
  const second = node.arguments[1];
  const verb = isMember && name !== null ? libraries.verbs.get(name) : undefined;
  if (verb !== undefined) return guessed((world, env) => readVerb(world, call, verb, env));
  if (isMethodLiteral(first) && second && (second.type !== 'Literal' || isPathLiteral(second)))
    return guessed((world, env) => readMethodFirst(world, node, env));
  // `request(client, {method: 'GET', url: '/users'})`: the object contains all, and is read as a sink of its own.
  if (second?.type === 'ObjectExpression' && hasUrlKey(second)) return null;
  if (second && (hasMethodKey(second) || (isMethodLiteral(second) && !isMethodLiteral(first))))
    return guessed((world, env) => readPathAndOptions(world, node, env));
  const isRequester = name !== null && (name === 'request' || libraries.requesters.has(name));
  if (isRequester || (first.type === 'ObjectExpression' && hasUrlKey(first)))
    return guessed((world, env) => readSettings(world, node, name ?? '', env));
  return null;
}

const guessed = (read: Recognized['read']): Recognized => ({ read, guessed: true });

/** `call(client.get, '/users')`: a function that is given a request function and a path makes the request. */
export function handsOnRequest(callee: Node, name: string, libraries: Libraries): boolean {
  return name === 'fetch' || (callee.type === 'MemberExpression' && libraries.verbs.has(name));
}

function isPathLiteral(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && node.value.includes('/');
}

/** Whether an object has a key `method` or the like with an HTTP method in capitals: `{…, method: 'POST'}`. */
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
  const names = node.properties.map((property) =>
    property.type === 'Property' ? keyName(property.key, property.computed) : null,
  );
  return (
    names.some((name) => name === 'url' || name === 'uri') &&
    names.some((name) => name !== null && REQUEST_KEYS.has(name))
  );
}
