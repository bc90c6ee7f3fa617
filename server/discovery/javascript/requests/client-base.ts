import type { Node } from '../syntax/ast.ts';
import type { Value } from '../evaluate/value.ts';
import type { Env, Requester, World } from '../evaluate/world.ts';

/** The base address of a client object; `null` where it has none, or is not a client. */
export function clientBase(world: World, object: Node, env: Env): readonly Value[] | null {
  if (object.type === 'Super') return null;
  const values = world.evaluate(object, env);
  const client = values.find((value) => value.kind === 'client');
  if (client) return client.base;
  const requester = values.map((value) => requesterOf(world, value)).find(Boolean);
  return requester?.defaultBase?.(world) ?? null;
}

/** The library that a value stands for, by its global name or as a property. */
export function requesterOf(world: World, value: Value): Requester | undefined {
  if (value.kind !== 'global') return undefined;
  return world.libraries.requesters.get(value.name.slice(value.name.lastIndexOf('.') + 1));
}
