import { type Node } from '../syntax/ast.ts';
import { lookup, type PropertyStore, type Scope } from '../syntax/scope.ts';
import type { Located, Value } from './value.ts';
import { type World } from './world.ts';

const STORES_MAX = 60;
const CALLS_MAX = 4;

/**
 * The values that are assigned as `object.name = value` to the object, class or function made by `node`, by any of its
 * names.
 */
export function assignedTo(world: World, node: Node, name: string): readonly Located[] {
  if (name === '*') return [];
  const cached = world.memory.members.get(node)?.get(name);
  if (cached) return cached;
  const perNode = world.memory.members.get(node) ?? new Map<string, Located[]>();
  world.memory.members.set(node, perNode);
  // Stored first, since evaluating a target may read the same property, which would not end.
  perNode.set(name, []);
  const prototype = name.startsWith('prototype.');
  const plain = prototype ? name.slice(10) : name;
  const found: Located[] = [];
  for (const store of (world.index.targetStores.get(plain) ?? []).slice(0, STORES_MAX)) {
    if (belongs(world, store, node, prototype)) found.push({ place: store.place, frame: null });
    if (found.length >= 8) break;
  }
  perNode.set(name, found);
  return found;
}

function belongs(world: World, store: PropertyStore, node: Node, prototype: boolean): boolean {
  if (!store.target) return false;
  const { scope, at } = store.place;
  const targets = world.evaluate(store.target, { scope, at, frame: null });
  return [...targets, ...passedTo(world, store.target, scope)].some((target) =>
    isMadeBy(target, node, prototype),
  );
}

/**
 * `function fill(paths) { paths.LOGIN = '/login' } fill(Paths)`: the objects that the first few calls pass to the
 * function.
 */
function passedTo(world: World, target: Node, scope: Scope): Value[] {
  const [def, other] = (target.type === 'Identifier' && lookup(scope, target.name)?.defs) || [];
  if (other || def?.kind !== 'parameter' || def.path.length > 0 || def.fn.immediate) return [];
  const calls = [...def.fn.names].flatMap((name) => world.index.callsByName.get(name) ?? []);
  return calls.slice(0, CALLS_MAX).flatMap(({ node: { arguments: given }, ...env }) => {
    const argument = given[def.index];
    return argument && argument.type !== 'SpreadElement'
      ? world.evaluate(argument, { ...env, frame: null })
      : [];
  });
}

function isMadeBy(value: Value, node: Node, prototype: boolean): boolean {
  switch (value.kind) {
    case 'object':
      return value.place.node === node;
    case 'class':
    case 'instance':
      return value.cls.node === node;
    case 'function':
      return !prototype && value.fn.node === node;
    case 'made':
      return prototype && value.fn.node === node;
    default:
      return false;
  }
}
