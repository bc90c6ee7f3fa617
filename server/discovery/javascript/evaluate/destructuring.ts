import type { PathStep } from '../syntax/scope.ts';
import type { Value } from './value.ts';
import type { Env, World } from './world.ts';

/** The values that a destructuring pattern takes from a value: each step reads a property, an index, or the rest. */
export function takeApart(
  world: World,
  values: readonly Value[],
  path: readonly PathStep[],
  env: Env,
): Value[] {
  let current = [...values];
  for (const step of path)
    current = current.flatMap((value) => world.property(value, String(step), env)).slice(0, 32);
  return current;
}

/** Names unknown values after the variable that holds them, where their own name is shorter or describes nothing. */
export function nameUnknowns(values: Value[], name: string): Value[] {
  // Fast path: most values need no new name, and this runs for every name in a script.
  if (!values.some((value) => value.kind === 'unknown' && saysLess(value.hole.name, name)))
    return values;
  return values.map((value) =>
    value.kind === 'unknown' && saysLess(value.hole.name, name)
      ? { kind: 'unknown', hole: { ...value.hole, name } }
      : value,
  );
}

function saysLess(own: string, name: string): boolean {
  return (own.length < 3 && name.length > own.length) || (own === 'value' && name.length > 1);
}
