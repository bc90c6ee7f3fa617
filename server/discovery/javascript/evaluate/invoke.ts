import { type CallNode, unwrap } from '../syntax/ast.ts';
import { builtinCall } from './builtins.ts';
import { clientOf, createdLibrary, isCreator, libraryCall } from './client-values.ts';
import { indirection } from '../syntax/called-name.ts';
import { makeFrame } from './frames.ts';
import { requireModule } from './bundled-modules.ts';
import { addressOf, injected, lazyValues, nameOfResult } from './shaped-calls.ts';
import { distinct } from './combine-values.ts';
import { ABSENT, type Frame, type Value, literalOf, unknown } from './value.ts';
import { type Env, type World, evaluateAt } from './world.ts';

const CALL_DEPTH_MAX = 6;

/** The values of a call or of `new`. */
export function evaluateCall(world: World, node: CallNode, env: Env): Value[] {
  const known = builtinCall(world, node, env) ?? libraryCall(world, node, env);
  if (known) return known;
  const service = injected(world, node, env);
  if (service) return service;
  const callees = calleesOf(world, node, env);
  const out = [
    ...lazyValues(world, node, env),
    ...callees.flatMap((callee) => callValue(world, callee, node, env)),
  ];
  if (out.some((value) => value.kind !== 'unknown')) {
    // Where a library's own `create` is in the bundle, its result is a long object, but still a client.
    const client = isCreator(node) ? clientOf(world, node, env) : null;
    return distinct([...(client ?? []), ...out]);
  }
  const made = clientOf(world, node, env);
  if (made) return made;
  // A client without a base address uses that of its library.
  const library = callees.map((callee) => createdLibrary(world, callee)).find(Boolean);
  if (library !== undefined) return [{ kind: 'global', name: library }];
  const missing = callees.some((callee) => callee.kind === 'unknown' && callee.hole.missing);
  const followed = callees.some((callee) => callee.kind === 'function');
  const address = followed ? null : addressOf(world, node, env, missing);
  if (address) return address;
  return out.length > 0 ? out : [unknown(nameOfResult(node), null, missing)];
}

/** The values of the callee; for `.call`, `.apply` and `.bind`, those of the function before the dot. */
export function calleesOf(world: World, node: CallNode, env: Env): Value[] {
  const callee = unwrap(node.callee);
  if (callee.type === 'Super') return [];
  return world.evaluate(indirection(node)?.target ?? callee, env);
}

function callValue(world: World, callee: Value, node: CallNode, env: Env): Value[] {
  if (callee.kind === 'global') return globalCall(world, callee.name, node, env);
  if (callee.kind === 'class')
    return [
      { kind: 'instance', cls: callee.cls, construct: constructFrame(world, callee, node, env) },
    ];
  if (callee.kind !== 'function')
    return callee.kind === 'unknown' && callee.hole.owner
      ? [unknown(nameOfResult(node), callee.hole.owner)]
      : [];
  if ((env.frame?.depth ?? 0) > CALL_DEPTH_MAX) return [];
  if (node.type === 'NewExpression') {
    const construct = makeFrame(world, callee.fn, node, env, null, callee.frame);
    return [{ kind: 'made', fn: callee.fn, construct }];
  }
  const frame = makeFrame(world, callee.fn, node, env, callee.self, callee.frame);
  return returned(world, callee.fn.returns.length > 0 ? callee : null, frame);
}

function returned(
  world: World,
  callee: Extract<Value, { kind: 'function' }> | null,
  frame: Frame,
): Value[] {
  if (!callee) return [];
  if (callee.fn.node.generator) return [];
  const out: Value[] = [];
  for (const place of callee.fn.returns.slice(0, 8))
    out.push(...evaluateAt(world, { place, frame }));
  return distinct(out.filter((value) => value !== ABSENT));
}

function constructFrame(
  world: World,
  callee: Extract<Value, { kind: 'class' }>,
  node: CallNode,
  env: Env,
): Frame | null {
  let cls = callee.cls;
  for (let depth = 0; depth < 6 && !cls.construct && cls.node.superClass; depth += 1) {
    const parent = world
      .evaluate(cls.node.superClass, { scope: cls.scope, at: Number.MAX_SAFE_INTEGER, frame: null })
      .find((value) => value.kind === 'class');
    if (!parent) return callee.frame;
    cls = parent.cls;
  }
  return cls.construct
    ? makeFrame(world, cls.construct, node, env, null, callee.frame)
    : callee.frame;
}

function globalCall(world: World, name: string, node: CallNode, env: Env): Value[] {
  if (name === 'webpack' || name === 'require') {
    const key = node.arguments[0]
      ? world
          .evaluate(node.arguments[0], env)
          .map(literalOf)
          .find((value) => value !== null)
      : null;
    return key === null || key === undefined ? [] : requireModule(world, key);
  }
  // `require.n(module)` returns a getter of the default export.
  if (name === 'webpack.n' && node.arguments[0]) return world.evaluate(node.arguments[0], env);
  return [];
}
