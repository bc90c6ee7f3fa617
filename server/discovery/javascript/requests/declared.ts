import { calleeName, keyName, unwrap, type Node } from '../syntax/ast.ts';
import { clientBase } from './clients.ts';
import { fieldValues } from '../evaluate/fields.ts';
import { finishFrame } from '../evaluate/frames.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  orGet,
  startsLikePath,
  withBase,
} from './request-reading.ts';
import { lookup, type CallSite, type FunctionInfo, type ScriptFile } from '../syntax/scope.ts';
import type { Sink } from './sinks.ts';
import type { Value } from '../evaluate/value.ts';
import { type Env, evaluateAt, type World } from '../evaluate/world.ts';
import type { ESTree } from 'meriyah';

const BUILDERS = new Set(['query', 'mutation', 'infiniteQuery']);

/** Requests that are declared for a library to make: `ajax: '/rows'` of a widget, the endpoints of RTK Query. */
export function declaredIn(file: ScriptFile): Sink[] {
  const widgets = file.addressKeys.filter(({ name }) => name === 'ajax');
  return [
    ...widgets.map(({ place }): Sink => ({ kind: 'declared', place, call: null, name: 'ajax' })),
    ...file.calls.flatMap(builtEndpoint),
  ];
}

/** `endpoints: (build) => ({one: build.query({query: (id) => `users/${id}`})})` */
function builtEndpoint({ node, scope, at }: CallSite): Sink[] {
  const { callee } = node;
  const [settings] = node.arguments;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return [];
  if (!BUILDERS.has(calleeName(callee) ?? '') || settings?.type !== 'ObjectExpression') return [];
  const builder = lookup(scope, callee.object.name)?.defs[0];
  if (builder?.kind !== 'parameter' || !builder.fn.names.has('endpoints')) return [];
  return settings.properties.flatMap((property) =>
    property.type === 'Property' && keyName(property.key, property.computed) === 'query'
      ? [
          {
            kind: 'declared',
            place: { node: property.value, scope, at },
            call: null,
            name: 'query',
          },
        ]
      : [],
  );
}

export function readDeclared(
  world: World,
  node: Node,
  name: string,
  env: Env,
): RequestReading | null {
  const values = world.evaluate(node, env);
  if (name === 'ajax') {
    const urls = values.filter((value) => value.kind === 'text' && startsLikePath(value));
    return urls.length === 0
      ? null
      : { ...REST, urls, methods: 'GET', confidence: 0.65, technique: 'options-object' };
  }
  const results = values.flatMap((value) =>
    value.kind === 'function' ? returned(world, value.fn) : [value],
  );
  const written = results.filter((value) => value.kind === 'text');
  const urls = [...written, ...options(world, results, ['url'], env)];
  // What `baseQuery` puts in front, where all that is called so agrees.
  const bases = fieldValues(world, 'baseUrl');
  return {
    ...REST,
    urls: bases.length > 0 ? withBase(bases, urls) : urls,
    methods: orGet(options(world, results, ['method'], env)),
    query: options(world, results, ['params'], env),
    body: options(world, results, ['body'], env),
    confidence: 0.7,
    technique: 'options-object',
  };
}

/** What the library gets when it calls the function: its parameters stay open. */
function returned(world: World, fn: FunctionInfo): Value[] {
  const frame = finishFrame(world, { fn, args: [], open: null, self: null, outer: null, depth: 1 });
  return fn.returns.slice(0, 4).flatMap((place) => evaluateAt(world, { place, frame }));
}

/** openapi-fetch: `client.GET('/users/{id}', {params: {path: {id}, query: {full: true}}})`. */
export function readTypedVerb(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  name: string,
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
    methods: name,
    query: options(world, params, ['query'], env),
    body: options(world, settings, ['body'], env),
    confidence: 0.75,
    technique: 'http-client-call',
  };
}
