import { CONFIDENCE } from '../confidence.ts';
import { type CallNode, namesPath, unwrap } from '../syntax/ast.ts';
import { HTTP_METHODS } from '../syntax/http-methods.ts';
import type { Env, World } from '../evaluate/world.ts';
import { clientBase } from '../requests/client-base.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  startsLikePath,
  withBase,
} from '../requests/request-reading.ts';
import type { Client } from './client.ts';

/** `client.GET('/users/{id}', {params: {path: {id}, query: {full: true}}})` */
export const openapiFetch: Client = {
  name: 'openapi-fetch',
  verbs: { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' },
  recognize: ({ node, name, first, isNew, isMember }) =>
    !isNew && isMember && name !== null && HTTP_METHODS.has(name) && namesPath(first)
      ? { read: (world, env) => readTypedVerb(world, node, name, env) }
      : null,
};

function readTypedVerb(
  world: World,
  node: CallNode,
  method: string,
  env: Env,
): RequestReading | null {
  const callee = unwrap(node.callee);
  const base = callee.type === 'MemberExpression' ? clientBase(world, callee.object, env) : null;
  const urls = argument(world, node, 0, env).filter(startsLikePath);
  if (urls.length === 0) return null;
  const settings = argument(world, node, 1, env);
  const params = options(world, settings, ['params'], env);
  return {
    ...REST,
    urls: base ? withBase(base, urls) : urls,
    methods: method,
    query: options(world, params, ['query'], env),
    body: options(world, settings, ['body'], env),
    confidence: CONFIDENCE.clientMethod,
    technique: 'http-client-call',
  };
}
