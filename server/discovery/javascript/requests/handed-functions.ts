import { type Node, isFunction } from '../syntax/ast.ts';
import { KEYED_MAX } from '../syntax/collect-calls.ts';
import type { CallSite, FunctionInfo } from '../syntax/scope.ts';
import { finishFrame } from '../evaluate/frames.ts';
import type { Frame, Located, Value } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import { startsLikePath } from './request-reading.ts';

/** A function that is passed behind a path, and is then called with the path. */
export interface Handed {
  readonly fn: FunctionInfo;
  readonly key: Located;
}

const STEPS_PER_CALL = 300;

/** `load('/users', fetcher)`, `query(ready, options, key, fetcher)`: the functions that are called with a path. */
export function handedBy(world: World, { node, scope, at }: CallSite): Handed[] {
  world.question.steps = STEPS_PER_CALL;
  const env = { scope, at, frame: null };
  const given = node.arguments.slice(0, KEYED_MAX);
  const out: Handed[] = [];
  const keys = given.map((argument) => mayBeKey(argument) && isPath(world, argument, env));
  for (const [index, argument] of given.entries()) {
    const from = keys[0] ? 0 : index - 1;
    const key = given[from];
    if (index === 0 || !key || !keys[from]) continue;
    for (const fn of functionsAt(world, argument, env))
      out.push({ fn, key: { place: { node: key, scope, at }, frame: null } });
  }
  return out;
}

export function keyFrame(world: World, { fn, key }: Handed): Frame {
  return finishFrame(world, { fn, args: [key], open: null, self: null, outer: null, depth: 1 });
}

const mayBeKey = (node: Node): boolean => !isFunction(node) && node.type !== 'ObjectExpression';

const isPath = (world: World, node: Node, env: Env): boolean =>
  world.evaluate(node, env).some((value) => value.kind === 'text' && startsLikePath(value));

function functionsAt(world: World, node: Node, env: Env): FunctionInfo[] {
  if (!isFunction(node) && node.type !== 'Identifier' && node.type !== 'MemberExpression')
    return [];
  return world
    .evaluate(node, env)
    .flatMap((value: Value) => (value.kind === 'function' ? [value.fn] : []));
}
