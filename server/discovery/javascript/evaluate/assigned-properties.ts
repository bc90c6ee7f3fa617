import { type Node } from '../syntax/ast.ts';
import type { PropertyStore } from '../syntax/scope.ts';
import type { Located, Value } from './value.ts';
import { type World } from './world.ts';

const STORES_MAX = 60;

/** `object.name = value` for the object, class or function made by `node`, wherever it was assigned and under whatever alias. */
export function assignedTo(world: World, node: Node, name: string): readonly Located[] {
  if (name === '*') return [];
  const cached = world.memory.members.get(node)?.get(name);
  if (cached) return cached;
  const perNode = world.memory.members.get(node) ?? new Map<string, Located[]>();
  world.memory.members.set(node, perNode);
  // Set first: evaluating a target may ask for the same property again.
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
  const targets = world.evaluate(store.target, {
    scope: store.place.scope,
    at: store.place.at,
    frame: null,
  });
  return targets.some((target) => isMadeBy(target, node, prototype));
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
