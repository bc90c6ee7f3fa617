import type { Node } from '../syntax/ast.ts';
import { ABSENT, distinct, type Value } from '../evaluate/value.ts';
import { evaluateAt, type Env, type World } from '../evaluate/world.ts';

/** The base address of a client object, `null` where it has none or is none. */
export function clientBase(world: World, object: Node, env: Env): readonly Value[] | null {
  if (object.type === 'Super') return null;
  const values = world.evaluate(object, env);
  const client = values.find((value) => value.kind === 'client');
  if (client) return client.base;
  return values.some(isAxios) ? defaultBase(world) : null;
}

export const isAxios = (value: Value): boolean =>
  value.kind === 'global' && value.name.split('.').at(-1) === 'axios';

/** A client that needs no base address to be one. */
export const isHttpClient = (value: Value): boolean =>
  isAxios(value) || (value.kind === 'global' && value.name === '$http');

/** `axios.defaults.baseURL = '/api'`, or an interceptor's `config.baseURL = '/api'`, where it is said only once. */
function defaultBase(world: World): readonly Value[] | null {
  const stores = (world.targetStores.get('baseURL') ?? []).filter(
    ({ target }) =>
      target?.type === 'Identifier' ||
      (target?.type === 'MemberExpression' &&
        target.property.type === 'Identifier' &&
        target.property.name === 'defaults'),
  );
  const values = distinct(
    stores
      .slice(0, 4)
      .flatMap((store) => evaluateAt(world, { place: store.place, frame: null }))
      .filter((value) => value !== ABSENT),
  );
  return values.length === 1 ? values : null;
}
