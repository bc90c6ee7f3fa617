import { CONFIDENCE } from '../../findings/confidence.ts';
import type { Candidate } from '../../findings.ts';
import { toAddress } from '../addresses/address.ts';
import { keyName } from '../syntax/ast.ts';
import { calledName, calledNode } from '../syntax/called-name.ts';
import { type CallSite, lookup, type ScriptFile } from '../syntax/scope.ts';
import { HTTP_METHODS } from '../syntax/http-methods.ts';
import { literalOf, type Part, type Value } from '../evaluate/value.ts';
import { type Env, type World, startQuestion } from '../evaluate/world.ts';
import type { Client } from './client.ts';
import type { ESTree } from 'meriyah';

export const angularjs: Client = {
  name: 'AngularJS',
  requester: { global: '$http', technique: 'http-client-call' },
  services: ['$http'],
  receiverWords: ['http'],
  verbs: { jsonp: 'GET' },
  startReading: () => ({ add: resourcesOf }),
};

const STEPS_PER_RESOURCE = 2_000;
const CALLS_MAX = 300;

interface Action {
  method: string;
  parts: readonly Part[];
}

/**
 * `$resource('/users/:id', defaults, {update: {method: 'PUT'}})` makes an object with a method for each
 * operation. The object is injected by name, so that its requests are read where it is made.
 */
function resourcesOf(world: World, file: ScriptFile): Candidate[] {
  const out: Candidate[] = [];
  for (const call of file.calls.filter(isResource).slice(0, CALLS_MAX)) {
    startQuestion(world, new Map(), STEPS_PER_RESOURCE);
    for (const { method, parts } of actionsOf(world, call)) {
      const address = toAddress(parts, world.documentBase, true);
      if (address === null) continue;
      out.push({
        method,
        url: address.url,
        apiType: 'rest',
        parameters: { path: address.path, query: address.query, body: {} },
        confidence: method === 'GET' ? CONFIDENCE.declared : CONFIDENCE.impliedWrite,
        file: file.url,
        technique: 'http-client-call',
      });
    }
  }
  return out;
}

function isResource(call: CallSite): boolean {
  if (calledName(call) === '$resource') return true;
  const callee = calledNode(call);
  if (!call.scope.file.services.has('$resource') || callee.type !== 'Identifier') return false;
  return (lookup(call.scope, callee.name)?.defs ?? []).some(
    (def) => def.kind === 'parameter' && def.fn.injected?.[def.index] === '$resource',
  );
}

function actionsOf(world: World, { node, scope, at }: CallSite): Action[] {
  const [address, defaults, settings] = node.arguments;
  if (!address || address.type === 'SpreadElement') return [];
  const env = { scope, at, frame: null };
  const own = settings?.type === 'ObjectExpression' ? ownActions(world, settings, env) : [];
  return world.evaluate(address, env).flatMap((value) => {
    const item = value.kind === 'text' ? value.parts : [];
    const all = withoutKey(item);
    // A saved object has its id in the path only where the defaults name the field that holds it.
    const saved = defaults?.type === 'ObjectExpression' ? item : all;
    return [
      { method: 'GET', parts: all },
      { method: 'POST', parts: saved },
      ...(all === item ? [] : ['GET', 'DELETE'].map((method) => ({ method, parts: item }))),
      ...own.map((action) => (action.parts.length > 0 ? action : { ...action, parts: item })),
    ];
  });
}

/** `{update: {method: 'PUT', url: '/users/:id/name'}}`; an action without `url` has the address of its resource. */
function ownActions(world: World, own: ESTree.ObjectExpression, env: Env): Action[] {
  return own.properties.flatMap((property) => {
    if (property.type !== 'Property' || keyName(property.key, property.computed) === null)
      return [];
    const [settings] = world.evaluate(property.value, env);
    if (!settings) return [];
    const method = literalIn(world, settings, 'method', env)?.toUpperCase() ?? '';
    const [url] = world.property(settings, 'url', env);
    const parts = url?.kind === 'text' ? url.parts : [];
    return HTTP_METHODS.has(method) ? [{ method, parts }] : [];
  });
}

function literalIn(world: World, settings: Value, name: string, env: Env): string | null {
  const [value] = world.property(settings, name, env);
  return value ? literalOf(value) : null;
}

/** `/users/:id` asks for all users where no id is given. */
function withoutKey(parts: readonly Part[]): readonly Part[] {
  const last = parts.at(-1);
  if (typeof last !== 'string') return parts;
  const without = last.replace(/(?:\/:\w{1,40}){1,4}$/, '');
  return without === last ? parts : [...parts.slice(0, -1), without];
}
