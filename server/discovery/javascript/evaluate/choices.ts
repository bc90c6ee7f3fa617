import type { ESTree } from 'meriyah';
import { decide } from './decide.ts';
import { ALTERNATIVES_MAX, type Value, literalOf } from './value.ts';
import type { Env, World } from './world.ts';

export function logical(world: World, node: ESTree.LogicalExpression, env: Env): Value[] {
  const right = world.evaluate(node.right, env);
  if (node.operator === '&&') return right;
  const left = world.evaluate(node.left, env);
  const useful = left.filter((value) => !isFalsy(value));
  if (useful.some((value) => value.kind !== 'unknown' && literalOf(value) !== null)) return useful;
  // `options.base || '/api'`: a text in the script is more likely than an unknown global.
  const written = right.some((value) => value.kind === 'text');
  // `id || ''`: an empty text gives no address, so the unknown value is kept.
  if (right.every(isFalsy)) return [...useful, ...right].slice(0, ALTERNATIVES_MAX);
  const named = useful.filter((value) =>
    value.kind === 'unknown' ? value.hole.owner !== null : value.kind !== 'global' || !written,
  );
  return [...named, ...right].slice(0, ALTERNATIVES_MAX);
}

function isFalsy(value: Value): boolean {
  return value.kind === 'text' && value.parts.length === 0;
}

export function conditional(world: World, node: ESTree.ConditionalExpression, env: Env): Value[] {
  const verdict = decide(world, node.test, env);
  if (verdict !== null) return world.evaluate(verdict ? node.consequent : node.alternate, env);
  return [...world.evaluate(node.consequent, env), ...world.evaluate(node.alternate, env)];
}
