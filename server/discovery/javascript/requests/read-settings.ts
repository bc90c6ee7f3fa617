import { CONFIDENCE } from '../../findings/confidence.ts';
import type { CallNode } from '../syntax/ast.ts';
import { looksLikeRequest } from '../syntax/collect-objects.ts';
import { clientBase, requesterOf } from './client-base.ts';
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
import { ABSENT, text, type Value } from '../evaluate/value.ts';
import type { Env, Requester, World } from '../evaluate/world.ts';

/** `request({url: '/users', method: 'POST', data})`, `request('/users', {…})`: one function for all methods. */
export function readSettings(
  world: World,
  node: CallNode,
  name: string,
  env: Env,
): RequestReading | null {
  const first = argument(world, node, 0, env);
  const base = clientBase(world, node.callee, env);
  const library = libraryOf(world, node, name, env);
  const surely = base !== null || library !== undefined;
  // `socket.request("restart", data)`: the first argument is the name of a message.
  if (!surely && first.every((value) => isOtherWord(value) && !startsLikePath(value))) return null;
  const settings = [...first, ...argument(world, node, 1, env)].filter(
    (value) => value.kind !== 'text',
  );
  const written = first.filter(
    (value) => value.kind === 'text' && value !== ABSENT && (surely || startsLikePath(value)),
  );
  const given = options(world, settings, ['method', 'type'], env);
  const methods = given.length === 0 && /upload/i.test(name) ? [text('POST')] : orGet(given);
  // Generated clients name the address `path`. Routes of a page have a `path` too, but no method.
  const keys = saysWholeRequest(world, node) ? ['url', 'uri', 'path'] : ['url', 'uri'];
  const urls = written.length > 0 ? written : options(world, settings, keys, env);
  if (urls.length === 0 || (!surely && methods.every(isOtherWord))) return null;
  const own = options(world, settings, ['baseURL', 'baseUrl'], env);
  const bases = own.length > 0 ? own : (base ?? []);
  return {
    ...REST,
    urls: bases.length > 0 ? withBase(bases, urls) : urls,
    methods,
    query: options(world, settings, world.libraries.queryKeys, env),
    body: options(world, settings, world.libraries.bodyKeys, env),
    confidence: surely ? CONFIDENCE.requestFunction : CONFIDENCE.shape,
    technique: surely ? (library?.technique ?? 'http-client-call') : 'options-object',
    typed: surely,
  };
}

/**
 * The library whose function is called, known by its name or by the value of the callee: `http(…)`, `http.request(…)`.
 */
function libraryOf(world: World, node: CallNode, name: string, env: Env): Requester | undefined {
  const named = world.libraries.requesters.get(name);
  if (named) return named;
  const callees = world.evaluate(node.callee, env);
  return callees.map((value) => requesterOf(world, value) ?? ownerOf(world, value)).find(Boolean);
}

function ownerOf(world: World, value: Value): Requester | undefined {
  const [owner = ''] = value.kind === 'global' ? value.name.split('.', 1) : [];
  return world.libraries.requesters.get(owner);
}

function saysWholeRequest({ libraries }: World, { arguments: [first] }: CallNode): boolean {
  return first?.type === 'ObjectExpression' && looksLikeRequest(first, libraries);
}
