import { CONFIDENCE } from '../../findings/confidence.ts';
import { calleeName, keyName } from '../syntax/ast.ts';
import type { CallSite, FunctionInfo, Place, ScriptFile } from '../syntax/scope.ts';
import { lookup } from '../syntax/scope.ts';
import { fieldValues } from '../evaluate/base-fields.ts';
import { finishFrame } from '../evaluate/frames.ts';
import type { Value } from '../evaluate/value.ts';
import { type Env, evaluateAt, type World } from '../evaluate/world.ts';
import {
  REST,
  type RequestReading,
  options,
  orGet,
  withBase,
} from '../requests/request-reading.ts';
import type { Sink } from '../requests/sink.ts';
import type { Client } from './client.ts';

/** `endpoints: (build) => ({one: build.query({query: (id) => `users/${id}`})})` */
export const rtkQuery: Client = {
  name: 'RTK Query',
  declared: (file: ScriptFile): Sink[] =>
    file.calls.flatMap(endpointQueries).map((place) => ({
      place,
      read: (world, env) => readQuery(world, place, env),
      guessed: false,
    })),
};

const BUILDERS = new Set(['query', 'mutation', 'infiniteQuery']);

function endpointQueries({ node, scope, at }: CallSite): Place[] {
  const { callee } = node;
  const [settings] = node.arguments;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return [];
  if (!BUILDERS.has(calleeName(callee) ?? '') || settings?.type !== 'ObjectExpression') return [];
  const builder = lookup(scope, callee.object.name)?.defs[0];
  if (builder?.kind !== 'parameter' || !builder.fn.names.has('endpoints')) return [];
  return settings.properties.flatMap((property) =>
    property.type === 'Property' && keyName(property.key, property.computed) === 'query'
      ? [{ node: property.value, scope, at }]
      : [],
  );
}

function readQuery(world: World, { node }: Place, env: Env): RequestReading {
  const results = world
    .evaluate(node, env)
    .flatMap((value) => (value.kind === 'function' ? returned(world, value.fn) : [value]));
  const written = results.filter((value) => value.kind === 'text');
  const urls = [...written, ...options(world, results, ['url'], env)];
  // `baseQuery` adds a base address. It counts where all properties named `baseUrl` have the same value.
  const bases = fieldValues(world, 'baseUrl');
  return {
    ...REST,
    urls: bases.length > 0 ? withBase(bases, urls) : urls,
    methods: orGet(options(world, results, ['method'], env)),
    query: options(world, results, ['params'], env),
    body: options(world, results, ['body'], env),
    confidence: CONFIDENCE.declared,
    technique: 'options-object',
  };
}

/** What the function returns when the library calls it. The values of its parameters stay unknown. */
function returned(world: World, fn: FunctionInfo): Value[] {
  const frame = finishFrame(world, { fn, args: [], open: null, self: null, outer: null, depth: 1 });
  return fn.returns.slice(0, 4).flatMap((place) => evaluateAt(world, { place, frame }));
}
