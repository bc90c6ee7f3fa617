import { CONFIDENCE } from '../../findings/confidence.ts';
import type { CallNode, Node } from '../syntax/ast.ts';
import { clientBase } from './client-base.ts';
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
import { literalOf } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';

export function readPathAndInit(world: World, node: CallNode, env: Env): RequestReading {
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
    query: options(world, second, world.libraries.queryKeys, env),
    body: options(world, second, world.libraries.bodyKeys, env),
    confidence: CONFIDENCE.shape,
    technique: 'options-object',
  };
}

/** `something('/users', {method: 'POST'})`, `something('/users', 'POST')`. */
export function readPathAndOptions(world: World, node: CallNode, env: Env): RequestReading | null {
  const reading = readPathAndInit(world, node, env);
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

export function readMethodFirst(world: World, node: CallNode, env: Env): RequestReading | null {
  const urls = argument(world, node, 1, env).filter(startsLikePath);
  if (urls.length === 0) return null;
  return {
    ...REST,
    urls,
    methods: argument(world, node, 0, env),
    body: argument(world, node, 2, env),
    confidence: CONFIDENCE.shape,
    technique: 'http-client-call',
  };
}

/** `{url: '/users', method: 'POST'}` that is passed on in a way that cannot be followed. */
export function readObject(world: World, node: Node, env: Env): RequestReading | null {
  const settings = world.evaluate(node, env);
  // Generated clients pass `{url, options: {method}}`.
  const inner = options(world, settings, ['options'], env);
  const methods = options(world, [...settings, ...inner], ['method', 'type'], env);
  // An unknown object that is spread into it may override the method.
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
    query: options(world, settings, world.libraries.queryKeys, env),
    body: options(world, settings, world.libraries.bodyKeys, env),
    confidence: written ? CONFIDENCE.shape : CONFIDENCE.objectWithoutMethod,
    technique: 'options-object',
    typed: written,
  };
}
