import { CONFIDENCE } from '../../findings/confidence.ts';
import { text, type Value } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  withBase,
} from '../requests/request-reading.ts';
import { type Recognized, type RequestCall, receiverOf } from '../requests/sink.ts';
import type { Client } from './client.ts';
import { type Link, linkArgument, receiverChain } from './receiver-chain.ts';

/**
 * `app.service('messages').find({query: {read: false}})`. The client may use a socket; the server offers the same by
 * REST.
 */
export const feathers: Client = { name: 'Feathers', recognize };

interface Verb {
  readonly method: string;
  /** The first argument is an id. */
  readonly takesId: boolean;
  readonly body?: number;
  readonly params: number;
}

const VERBS: Readonly<Record<string, Verb>> = {
  find: { method: 'GET', takesId: false, params: 0 },
  get: { method: 'GET', takesId: true, params: 1 },
  create: { method: 'POST', takesId: false, body: 0, params: 1 },
  update: { method: 'PUT', takesId: true, body: 1, params: 2 },
  patch: { method: 'PATCH', takesId: true, body: 1, params: 2 },
  remove: { method: 'DELETE', takesId: true, params: 1 },
};

function recognize(call: RequestCall): Recognized | null {
  const verb = call.isMember && !call.isNew ? VERBS[call.name ?? ''] : undefined;
  const receiver = verb && receiverOf(call);
  const service = receiver && receiverChain(receiver.object, call.scope, true).links.at(-1);
  // With a second argument, `service` registers a service in other libraries.
  if (!verb || service?.name !== 'service' || service.args?.length !== 1) return null;
  return { read: (world, env) => read(world, call, verb, service, env), tentative: true };
}

function read(
  world: World,
  { node }: RequestCall,
  verb: Verb,
  service: Link,
  env: Env,
): RequestReading | null {
  const names = linkArgument(world, service, 0, env).filter(({ kind }) => kind === 'text');
  if (names.length === 0) return null;
  const bases = restBases(world, env);
  const urls = withBase(bases.length > 0 ? bases : [text('/')], names);
  return {
    ...REST,
    urls: verb.takesId ? withBase(urls, argument(world, node, 0, env)) : urls,
    methods: verb.method,
    query: options(world, argument(world, node, verb.params, env), ['query'], env),
    body: verb.body === undefined ? [] : argument(world, node, verb.body, env),
    confidence: CONFIDENCE.declared,
    technique: 'http-client-call',
    waits: bases.length === 0,
  };
}

/** `feathers.rest('https://api.example.com').fetch(window.fetch)` */
function restBases(world: World, env: Env): Value[] {
  return (world.index.callsByName.get('rest') ?? []).slice(0, 2).flatMap(({ node, scope, at }) => {
    const [base] = node.arguments;
    const values =
      !base || base.type === 'SpreadElement' ? [] : world.evaluate(base, { ...env, scope, at });
    return values.filter(({ kind }) => kind === 'text');
  });
}
