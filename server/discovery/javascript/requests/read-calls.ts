import type { Node } from '../syntax/ast.ts';
import { clientBase } from './clients.ts';
import {
  REST,
  type RequestReading,
  argument,
  isOtherWord,
  options,
  orGet,
  startsLikePath,
  withBase,
} from './request-reading.ts';
import { HTTP_METHODS } from '../syntax/http-methods.ts';
import { ABSENT, type Value, literalOf, text } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import type { ESTree } from 'meriyah';

export function readFetch(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
  technique: string,
  confidence: number,
): RequestReading {
  const first = argument(world, node, 0, env).flatMap((value) =>
    value.kind === 'object' || value.kind === 'merged'
      ? options(world, [value], ['url'], env)
      : [value],
  );
  const second = argument(world, node, 1, env);
  return {
    ...REST,
    urls: first,
    methods: orGet(options(world, second, ['method'], env)),
    query: options(world, second, ['params', 'query', 'searchParams'], env),
    body: options(world, second, ['body', 'json', 'data'], env),
    confidence,
    technique,
  };
}

/** `something('/users', {method: 'POST'})`, `something('/users', 'POST')`. */
export function readOptions(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const reading = readFetch(world, node, env, 'options-object', 0.65);
  const second = argument(world, node, 1, env);
  const plain = second.filter((value) => HTTP_METHODS.has((literalOf(value) ?? '').toUpperCase()));
  const base = clientBase(world, node.callee, env);
  const urls = base ? withBase(base, reading.urls) : reading.urls.filter(startsLikePath);
  if (urls.length === 0) return null;
  return {
    ...reading,
    urls,
    methods: plain.length > 0 ? plain : reading.methods,
    body: plain.length > 0 ? argument(world, node, 2, env) : reading.body,
    typed: base !== null,
  };
}

export function readXhr(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const methods = argument(world, node, 0, env);
  const plausible = methods.some(
    (value) =>
      HTTP_METHODS.has((literalOf(value) ?? '').toUpperCase()) ||
      (value.kind === 'unknown' && value.hole.owner !== null),
  );
  return plausible
    ? {
        ...REST,
        urls: argument(world, node, 1, env),
        methods,
        confidence: 0.8,
        technique: 'xhr-call',
      }
    : null;
}

const AJAX = { confidence: 0.8, technique: 'jquery-call' };

export function readAjax(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const first = argument(world, node, 0, env);
  // Other libraries' `ajax` takes the method first.
  if (first.some((value) => HTTP_METHODS.has(literalOf(value) ?? '')))
    return readMethodFirst(world, node, env);
  const second = argument(world, node, 1, env);
  // Some clients call a function of their own `ajax`, and give it the method first.
  if (first.some((value) => HTTP_METHODS.has(literalOf(value) ?? '')))
    return { ...REST, urls: second, methods: first, body: argument(world, node, 2, env), ...AJAX };
  const settings = [
    ...first.filter((value) => value.kind !== 'text'),
    ...second.filter((value) => value !== ABSENT),
  ];
  const written = first.filter((value) => value.kind === 'text' && value !== ABSENT);
  const methods = orGet(options(world, settings, ['method', 'type'], env));
  const data = options(world, settings, ['data'], env);
  const isGet = methods.every((value) => (literalOf(value) ?? '').toUpperCase() === 'GET');
  const urls = written.length > 0 ? written : options(world, settings, ['url'], env);
  return {
    ...REST,
    urls,
    methods,
    query: isGet ? data : [],
    body: isGet ? [] : data,
    ...AJAX,
  };
}

export function readMethodFirst(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const urls = argument(world, node, 1, env).filter(startsLikePath);
  if (urls.length === 0) return null;
  return {
    ...REST,
    urls,
    methods: argument(world, node, 0, env),
    body: argument(world, node, 2, env),
    confidence: 0.65,
    technique: 'http-client-call',
  };
}

/** `{url: '/users', method: 'POST'}` that is handed on in a way that cannot be followed. */
export function readObject(world: World, node: Node, env: Env): RequestReading | null {
  const settings = world.evaluate(node, env);
  // `{url, options: {method}}` is what generated clients hand on to axios.
  const inner = options(world, settings, ['options'], env);
  const methods = options(world, [...settings, ...inner], ['method', 'type'], env);
  // What is spread into it may override the method, and is not known.
  const written = methods.some((value) => literalOf(value) !== null) && !methods.some(isOtherWord);
  if (methods.length > 0 && !written) return null;
  const keys = written ? ['url', 'uri', 'path'] : ['url', 'uri'];
  const paths = options(world, settings, keys, env).filter(
    (value) => written || startsLikePath(value),
  );
  const bases = options(world, settings, ['baseURL', 'baseUrl'], env);
  return {
    ...REST,
    urls: bases.length > 0 ? withBase(bases, paths) : paths,
    methods: orGet(methods),
    query: options(world, settings, ['params', 'query', 'searchParams'], env),
    body: options(world, settings, ['data', 'body'], env),
    confidence: written ? 0.65 : 0.45,
    technique: 'options-object',
    typed: written,
  };
}

/** socket.io asks for `path` (by default `/socket.io`) at the origin; the rest of the address is a namespace. */
export function readSocketIo(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
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
    confidence: 0.75,
    technique: 'websocket',
    apiType: 'websocket',
  };
}

/** A function of the script's own that a minifier happened to call `io`: what it is given is no address. */
function isOtherIo(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  first: readonly Value[],
  env: Env,
): boolean {
  if (first.some((value) => startsLikePath(value) || value === ABSENT)) return false;
  return world.evaluate(node.callee, env).some((value) => value.kind === 'function');
}
