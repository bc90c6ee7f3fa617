import type { Node } from '../syntax/ast.ts';
import { literalOf, type Value } from './value.ts';
import { type Env, evaluateAt, type World } from './world.ts';

const ENTRIES_MAX = 64;
/** With an unknown key any of the values may be meant, if there are not more. */
const VALUES_MAX = 8;

/** `new Map([['users', '/users']]).get('users')`: looks the key up in the list that the map is made from. */
export function mapValue(world: World, map: Node, key: Node, env: Env): Value[] | null {
  const list = world.evaluate(map, env).find((value) => value.kind === 'array');
  const entries = (list?.items ?? [])
    .slice(0, ENTRIES_MAX)
    .flatMap((item) => evaluateAt(world, item))
    .filter((value) => value.kind === 'array');
  if (entries.length === 0) return null;
  const keys = new Set(world.evaluate(key, env).map(literalOf));
  const named = entries.filter((entry) =>
    world.property(entry, '0', env).some((name) => keys.has(literalOf(name))),
  );
  const meant = named.length > 0 ? named : entries.slice(0, VALUES_MAX);
  return meant.flatMap((entry) => world.property(entry, '1', env));
}
