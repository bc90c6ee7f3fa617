import type { PropertyStore } from '../syntax/scope.ts';
import { distinct } from './combine-values.ts';
import { literalOf, partsOf, type Value } from './value.ts';
import { evaluateAt, type World } from './world.ts';

/** Words in the names of base addresses. */
const BASE_WORDS =
  'base root prefix host origin server endpoint api uri domain gateway backend url'.split(' ');

export function namesBase(name: string): boolean {
  const lower = name.toLowerCase();
  return name.length >= 3 && BASE_WORDS.some((word) => lower.includes(word));
}

/**
 * The value of a property of an unknown object: the value that is stored under this name on any object. Only for names
 * of base addresses, and only where all values of that name are equal.
 */
export function fieldValues(world: World, name: string): Value[] {
  if (!namesBase(name)) return [];
  const known = world.memory.fields.get(name);
  if (known) return known;
  world.memory.fields.set(name, []);
  const stores = world.index.stores.get(name) ?? [];
  if (stores.length === 0 || stores.length > 8) return [];
  const values = distinct(stores.flatMap((store) => storedText(world, store)));
  const only = stores.length === 1 && stores[0] ? storedObject(world, stores[0]) : [];
  const result = values.length === 0 ? only : values.length === 1 ? values : [];
  world.memory.fields.set(name, result);
  return result;
}

/** `{apiContext: computed(() => ({baseUrl}))}`: the object of a name that is stored only once. */
function storedObject(world: World, store: PropertyStore): Value[] {
  return evaluateAt(world, { place: store.place, frame: null }).filter(
    ({ kind }) => kind === 'object',
  );
}

function storedText(world: World, store: PropertyStore): Value[] {
  const { type } = store.place.node;
  if (type === 'FunctionExpression' || type === 'ArrowFunctionExpression' || type === 'Identifier')
    return [];
  return evaluateAt(world, { place: store.place, frame: null }).filter(isAddress);
}

function isAddress(value: Value): boolean {
  if (value.kind !== 'text') return false;
  const [first] = partsOf(value) ?? [];
  // `/` alone is left out, so that the base stays unknown.
  return (
    typeof first === 'string' &&
    first !== '/' &&
    (first.startsWith('/') || first.startsWith('http')) &&
    (literalOf(value) ?? first).length < 200
  );
}
