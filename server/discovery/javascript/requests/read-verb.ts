import { CONFIDENCE } from '../../findings/confidence.ts';
import { type CallNode, isFunction } from '../syntax/ast.ts';
import { clientBase, requesterOf } from './client-base.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  startsLikePath,
  withBase,
} from './request-reading.ts';
import { type RequestCall, receiverOf } from './sink.ts';
import { ABSENT, ownersOf, type Value } from '../evaluate/value.ts';
import type { Env, Requester, World } from '../evaluate/world.ts';

/** Words in the names of objects that have methods such as `get` and `delete`, but make no requests. */
const COLLECTION_WORDS = (
  'map cache store storage registry param header cookie config route set state form ' +
  'control translate injector session query'
).split(' ');

/** `client.get('/users', {params})`, `client.post('/users', body)`. @param method the HTTP method */
export function readVerb(
  world: World,
  call: RequestCall,
  method: string,
  env: Env,
): RequestReading | null {
  const receiver = receiverOf(call);
  const { node } = call;
  if (!receiver || takesHandler(node)) return null;
  const name = receiver.name.toLowerCase();
  const isNamed = isRequesterName(world, name);
  const urls = urlsOf(world, node, env);
  const isWritten = urls.some((value) => value.kind === 'text' && value.parts.length > 0);
  const base = clientBase(world, receiver.object, env);
  // Without a telling name and a written address, it is a request only where a known client gets a wrapper's parameter.
  if (!isNamed && !isWritten && !(base && ownersOf(urls).size > 0)) return null;
  const receivers = world.evaluate(receiver.object, env);
  if (receivers.some(isPlainData)) return null;
  const library = libraryOf(world, name, receivers);
  const isClient = base !== null || isNamed || library !== undefined;
  if (!isClient && COLLECTION_WORDS.some((word) => name.includes(word))) return null;
  const usable = isClient ? urls : urls.filter(startsLikePath);
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const config = argument(world, node, hasBody ? 2 : 1, env);
  if (usable.length === 0 || (method === 'GET' && config.some(isScalar))) return null;
  return {
    ...REST,
    urls: base ? withBase(base, usable) : usable,
    methods: method,
    query: options(world, config, world.libraries.queryKeys, env),
    body: hasBody
      ? bodyArgument(world, node, env)
      : options(world, config, world.libraries.bodyKeys, env),
    confidence: isClient ? CONFIDENCE.clientMethod : CONFIDENCE.methodOfUnknown,
    technique: library?.technique ?? 'http-client-call',
    typed: isClient,
    waits: receivers.some((value) => value.kind === 'unknown' && value.hole.missing),
  };
}

/** Whether an object has a name of those that make requests. */
function isRequesterName({ libraries }: World, name: string): boolean {
  return (
    libraries.receiverNames.has(name.replace('$', '').replace('_', '')) ||
    libraries.receiverWords.some((word) => name.includes(word))
  );
}

function libraryOf(world: World, name: string, receivers: readonly Value[]): Requester | undefined {
  for (const [global, requester] of world.libraries.requesters)
    if (name.includes(global.toLowerCase())) return requester;
  return receivers.map((value) => requesterOf(world, value)).find(Boolean);
}

/** The addresses in the first argument: itself, or the `url` of an object of settings. */
function urlsOf(world: World, node: CallNode, env: Env): Value[] {
  const first = argument(world, node, 0, env);
  const written = options(world, first, ['url'], env);
  return written.length > 0 && first.every(({ kind }) => kind !== 'unknown') ? written : first;
}

/** The second argument, or its property `json`. */
function bodyArgument(world: World, node: CallNode, env: Env): Value[] {
  const given = argument(world, node, 1, env).filter((value) => value !== ABSENT);
  const inner = options(world, given, ['json'], env).filter((value) => value.kind !== 'unknown');
  return inner.length > 0 ? inner : given;
}

const isPlainData = (value: Value): boolean =>
  value !== ABSENT && (value.kind === 'fields' || value.kind === 'array' || value.kind === 'text');

/** `settings.get('view.width', 0)`: a second argument that is a default value belongs to a store. */
const isScalar = (value: Value): boolean =>
  value.kind === 'text' && (value.primitive === 'number' || value.primitive === 'boolean');

/** Handlers of a router take functions: `router.get('/users', (request, response) => …)`. */
function takesHandler(node: CallNode): boolean {
  return node.arguments.slice(1).some((argument) => isFunction(argument));
}
