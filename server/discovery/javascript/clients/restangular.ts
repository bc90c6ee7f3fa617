import { CONFIDENCE } from '../../findings/confidence.ts';
import { literalOf, text, type Value } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import { REST, type RequestReading, argument, withBase } from '../requests/request-reading.ts';
import { type Recognized, type RequestCall, receiverOf } from '../requests/sink.ts';
import type { Client } from './client.ts';
import { type Link, linkArgument, type ReceiverChain, receiverChain } from './receiver-chain.ts';

/** `Restangular.one('accounts', id).all('buildings').post({name})` */
export const restangular: Client = {
  name: 'Restangular',
  globals: ['Restangular'],
  services: ['Restangular'],
  recognize,
};

/** The HTTP method that is sent, and which arguments hold a further path, the query, and the body. */
interface Verb {
  readonly method: string;
  readonly path?: number;
  readonly query?: number;
  readonly body?: number;
}

const VERBS: Readonly<Record<string, Verb>> = {
  getList: { method: 'GET', query: 0 },
  get: { method: 'GET', query: 0 },
  post: { method: 'POST', body: 0 },
  put: { method: 'PUT', query: 0 },
  save: { method: 'PUT', query: 0 },
  patch: { method: 'PATCH', body: 0 },
  remove: { method: 'DELETE', query: 0 },
  customGET: { method: 'GET', path: 0, query: 1 },
  customGETLIST: { method: 'GET', path: 0, query: 1 },
  customDELETE: { method: 'DELETE', path: 0, query: 1 },
  customPOST: { method: 'POST', body: 0, path: 1, query: 2 },
  customPUT: { method: 'PUT', body: 0, path: 1, query: 2 },
  customPATCH: { method: 'PATCH', body: 0, path: 1, query: 2 },
};

/** Functions that begin or lengthen a path. The library's other functions do not change it. */
const ROUTES = new Set(['all', 'one', 'several', 'service']);

function recognize(call: RequestCall): Recognized | null {
  const verb = call.isMember && !call.isNew ? VERBS[call.name ?? ''] : undefined;
  const receiver = verb && receiverOf(call);
  const chain = receiver && receiverChain(receiver.object, call.scope, true);
  if (!verb || !chain?.links.some(isRoute)) return null;
  return { read: (world, env) => read(world, call, verb, chain, env), tentative: true };
}

const isRoute = ({ name, args }: Link): boolean =>
  name !== null && ROUTES.has(name) && (args?.length ?? 0) > 0;

function read(
  world: World,
  call: RequestCall,
  verb: Verb,
  chain: ReceiverChain,
  env: Env,
): RequestReading | null {
  if (!isRestangular(world, chain, env)) return null;
  const routes = chain.links.filter(isRoute);
  const base = baseUrls(world, env);
  let urls: Value[] = base.length > 0 ? base : [text('/')];
  for (const route of routes)
    for (const index of [0, 1]) urls = longer(urls, linkArgument(world, route, index, env));
  const given = (index?: number): Value[] =>
    index === undefined ? [] : argument(world, call.node, index, env);
  const [first] = given(0);
  // In `accounts.get(7)` and `account.getList('buildings')` the first argument is a segment; the query follows.
  const takesSegment = first?.kind === 'text' && literalOf(first) !== null;
  const isPlain = verb.path === undefined && (verb.method === 'GET' || verb.method === 'POST');
  const shift = isPlain && takesSegment ? 1 : 0;
  const path = shift === 1 ? given(0) : given(verb.path).filter(isWritten);
  return {
    ...REST,
    urls: longer(urls, path),
    methods: verb.method,
    query: verb.query === undefined ? [] : given(verb.query + shift),
    body: verb.body === undefined ? [] : given(verb.body + shift),
    confidence: CONFIDENCE.clientMethod,
    technique: 'http-client-call',
    waits: base.length === 0,
  };
}

const isWritten = (value: Value): boolean => value.kind === 'text' && value.primitive !== 'none';

const longer = (urls: Value[], segments: readonly Value[]): Value[] =>
  segments.length === 0 ? urls : segments.flatMap((segment) => withBase(urls, [segment]));

function isRestangular(world: World, { root, scope, links }: ReceiverChain, env: Env): boolean {
  // `this.Restangular.all(…)`
  if (links.some(({ name }) => name === 'Restangular')) return true;
  return world
    .evaluate(root, { ...env, scope })
    .some((value) => value.kind === 'global' && value.name === 'Restangular');
}

/** `RestangularProvider.setBaseUrl('/api/v1')` */
function baseUrls(world: World, env: Env): Value[] {
  return (world.index.callsByName.get('setBaseUrl') ?? [])
    .slice(0, 2)
    .flatMap(({ node, scope, at }) => {
      const [base] = node.arguments;
      return !base || base.type === 'SpreadElement'
        ? []
        : world.evaluate(base, { ...env, scope, at });
    });
}
