import { CONFIDENCE } from '../../findings/confidence.ts';
import type { CallNode } from '../syntax/ast.ts';
import { literalOf, text, type Value } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import { keysOf } from '../evaluate/object-keys.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  withBase,
} from '../requests/request-reading.ts';
import { type Recognized, type RequestCall, receiverOf } from '../requests/sink.ts';
import type { Client } from './client.ts';
import { type Link, type ReceiverChain, receiverChain } from './receiver-chain.ts';

/** `const client = hc<AppType>('/api'); client.posts[':id'].$get({param: {id}})` */
export const hono: Client = { name: 'Hono', makers: { hc: makeClient }, recognize };

const METHODS: Readonly<Record<string, string>> = {
  $get: 'GET',
  $post: 'POST',
  $put: 'PUT',
  $patch: 'PATCH',
  $delete: 'DELETE',
};

/** The groups of arguments that a request takes. No other library has these groups. */
const GROUPS = new Set(['param', 'query', 'json', 'form', 'header', 'cookie']);

function makeClient(world: World, node: CallNode, env: Env): Value[] | null {
  const base = argument(world, node, 0, env);
  return base.some(({ kind }) => kind === 'text') ? [{ kind: 'client', base }] : null;
}

function recognize(call: RequestCall): Recognized | null {
  const method = call.isMember && !call.isNew ? METHODS[call.name ?? ''] : undefined;
  const receiver = method === undefined ? null : receiverOf(call);
  if (method === undefined || !receiver || call.node.arguments.length > 2) return null;
  const chain = receiverChain(receiver.object, call.scope, true);
  return { read: (world, env) => read(world, call, method, chain, env), tentative: true };
}

function read(
  world: World,
  { node }: RequestCall,
  method: string,
  chain: ReceiverChain,
  env: Env,
): RequestReading | null {
  const given = argument(world, node, 0, env);
  const client = clientIn(world, chain, env);
  // In a bundle the function that makes the client has a shortened name. The shape of the argument identifies it as
  // well.
  if (!client && !given.some((value) => isGrouped(world, value))) return null;
  const path = (client?.path ?? chain.links).map((link) => segmentOf(world, link, env)).join('/');
  if (path === '') return null;
  return {
    ...REST,
    urls: withBase(client?.base ?? [text('/')], [text(path)]),
    methods: method,
    query: options(world, given, ['query'], env),
    body: options(world, given, ['json', 'form'], env),
    confidence: CONFIDENCE.clientMethod,
    technique: 'http-client-call',
    waits: !client,
  };
}

/** The client at the root of a chain or within it (`api.client.posts`), and the path behind it. */
function clientIn(
  world: World,
  { root, scope, links }: ReceiverChain,
  env: Env,
): { base: readonly Value[]; path: readonly Link[] } | null {
  for (const [index, { node, scope: where }] of [{ node: root, scope }, ...links].entries()) {
    const client = world
      .evaluate(node, { ...env, scope: where })
      .find((value) => value.kind === 'client');
    if (client) return { base: client.base, path: links.slice(index) };
  }
  return null;
}

function segmentOf(world: World, { name, key, scope }: Link, env: Env): string {
  if (name !== null) return name;
  const [written] = world.evaluate(key, { ...env, scope }).map(literalOf);
  return written ?? ':param';
}

const isGrouped = (world: World, value: Value): boolean => {
  const keys = value.kind === 'object' ? keysOf(world, value) : [];
  return keys.length > 0 && keys.every((key) => GROUPS.has(key));
};
