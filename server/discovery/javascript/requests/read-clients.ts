import { type Node, calleeName, unwrap } from '../syntax/ast.ts';
import { clientBase, isAxios, isHttpClient } from './clients.ts';
import { looksLikeRequest } from '../syntax/collect-objects.ts';
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
import { takesHandler } from './sinks.ts';
import { ABSENT, ownersOf, text, type Value } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import type { ESTree } from 'meriyah';

const CLIENT_WORDS = ['http', 'api', 'axios', 'ajax', 'rest', 'fetcher', 'backend', 'superagent'];

const CLIENT_NAMES = new Set([
  'client',
  'request',
  'ky',
  'got',
  'instance',
  'agent',
  'wretch',
  'service',
  'gateway',
  'server',
]);

/** Collections have `get` and `delete` too. */
const COLLECTION_WORDS = [
  'map',
  'cache',
  'store',
  'storage',
  'registry',
  'param',
  'header',
  'cookie',
  'config',
  'route',
  'set',
  'state',
  'form',
  'control',
  'translate',
  'injector',
  'session',
  'query',
];

function methodOfVerb(name: string): string {
  const plain = name.startsWith('$') ? name.slice(1) : name;
  if (plain === 'del') return 'DELETE';
  return plain === 'getJSON' || plain === 'jsonp' ? 'GET' : plain.toUpperCase();
}

function receiverName(
  node: ESTree.CallExpression | ESTree.NewExpression,
): { name: string; object: Node } | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const object = unwrap(callee.object);
  // `client().get(…)` is called what makes it.
  const named = object.type === 'CallExpression' ? object.callee : object;
  return { name: calleeName(named) ?? '', object };
}

function isJquery(world: World, object: Node, env: Env): boolean {
  return world
    .evaluate(object, env)
    .some(
      (value) =>
        value.kind === 'global' &&
        (value.name === '$' || value.name === 'jQuery' || value.name === 'window.jQuery'),
    );
}

export function readVerb(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  verb: string,
  env: Env,
): RequestReading | null {
  const receiver = receiverName(node);
  if (!receiver) return null;
  const method = methodOfVerb(verb);
  const lower = receiver.name.toLowerCase();
  const named =
    CLIENT_NAMES.has(lower.replace('$', '').replace('_', '')) ||
    CLIENT_WORDS.some((word) => lower.includes(word));
  const first = argument(world, node, 0, env);
  // jQuery's verbs take the settings of its `ajax` as well.
  const settings = options(world, first, ['url'], env);
  const urls =
    settings.length > 0 && first.every(({ kind }) => kind !== 'unknown') ? settings : first;
  if (
    !named &&
    verb !== 'getJSON' &&
    lower !== '$' &&
    !urls.some((value) => value.kind === 'text' && value.parts.length > 0) &&
    // What a wrapper hands on, where the client is known by what made it.
    !(ownersOf(urls).size > 0 && clientBase(world, receiver.object, env))
  )
    return null;
  const jquery =
    (verb === 'get' || verb === 'post' || verb === 'getJSON') &&
    isJquery(world, receiver.object, env);
  if (jquery || verb === 'getJSON') {
    const data = argument(world, node, 1, env);
    return {
      ...REST,
      urls,
      methods: method,
      query: method === 'GET' ? data : [],
      body: method === 'GET' ? [] : data,
      confidence: 0.8,
      technique: 'jquery-call',
    };
  }
  if (takesHandler(node)) return null;
  const base = clientBase(world, receiver.object, env);
  const receivers = world.evaluate(receiver.object, env);
  const known = receivers.filter((value) => value !== ABSENT);
  if (known.some(({ kind }) => kind === 'fields' || kind === 'array' || kind === 'text'))
    return null;
  const waits = receivers.some((value) => value.kind === 'unknown' && value.hole.missing);
  const axios = lower.includes('axios') || receivers.some(isAxios);
  const client = base !== null || named || axios || receivers.some(isHttpClient);
  if (!client && COLLECTION_WORDS.some((word) => lower.includes(word))) return null;
  const usable = client ? urls : urls.filter(startsLikePath);
  if (usable.length === 0) return null;
  const withBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const config = argument(world, node, withBody ? 2 : 1, env);
  if (method === 'GET' && config.some(isScalar)) return null;
  const direct = withBody ? argument(world, node, 1, env).filter((value) => value !== ABSENT) : [];
  const inner = options(world, direct, ['json'], env).filter((value) => value.kind !== 'unknown');
  return {
    ...REST,
    urls: base ? withBase(base, usable) : usable,
    methods: method,
    query: options(world, config, ['params', 'searchParams', 'query'], env),
    body:
      inner.length > 0 ? inner : withBody ? direct : options(world, config, ['data', 'body'], env),
    confidence: client ? 0.75 : 0.6,
    technique: axios ? 'axios-call' : 'http-client-call',
    typed: client,
    waits,
  };
}

/** `settings.get('view.width', 0)`: what takes a default is a store. */
const isScalar = (value: Value): boolean =>
  value.kind === 'text' && (value.primitive === 'number' || value.primitive === 'boolean');

function saysWholeRequest({ arguments: [first] }: ESTree.CallExpression | ESTree.NewExpression) {
  return first?.type === 'ObjectExpression' && looksLikeRequest(first);
}

export function readClient(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  name: string,
  env: Env,
): RequestReading | null {
  const first = argument(world, node, 0, env);
  const base = clientBase(world, node.callee, env);
  const surely =
    base !== null ||
    name === 'axios' ||
    world
      .evaluate(node.callee, env)
      .some(
        (value) =>
          isHttpClient(value) || (value.kind === 'global' && value.name.startsWith('axios')),
      );
  // `socket.request("restart", data)`: a message's name.
  if (!surely && first.every((value) => isOtherWord(value) && !startsLikePath(value))) return null;
  const settings = [
    ...first.filter((value) => value.kind !== 'text'),
    ...argument(world, node, 1, env).filter((value) => value.kind !== 'text'),
  ];
  const written = first.filter(
    (value) => value.kind === 'text' && value !== ABSENT && (surely || startsLikePath(value)),
  );
  const own = options(world, settings, ['baseURL', 'baseUrl'], env);
  const given = options(world, settings, ['method', 'type'], env);
  const methods = given.length === 0 && /upload/i.test(name) ? [text('POST')] : orGet(given);
  // Generated clients call it `path`; so do the routes of a page, which have no method.
  const names = saysWholeRequest(node) ? ['url', 'uri', 'path'] : ['url', 'uri'];
  const urls = written.length > 0 ? written : options(world, settings, names, env);
  if (urls.length === 0 || (!surely && methods.every(isOtherWord))) return null;
  const bases = own.length > 0 ? own : (base ?? []);
  return {
    ...REST,
    urls: bases.length > 0 ? withBase(bases, urls) : urls,
    methods,
    query: options(world, settings, ['params', 'query', 'searchParams'], env),
    body: options(world, settings, ['data', 'body', 'json'], env),
    confidence: surely ? 0.8 : 0.65,
    technique: surely ? 'axios-call' : 'options-object',
    typed: surely,
  };
}
