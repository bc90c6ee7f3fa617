import { type CallNode, calleeName, isFunction } from '../syntax/ast.ts';
import { ABSENT, type Value } from './value.ts';
import type { Env, World } from './world.ts';

const CREATORS = new Set(['create', 'extend']);

/** `http.create(…)`, `http.extend(…)` */
export const isCreator = (node: CallNode): boolean => CREATORS.has(calleeName(node.callee) ?? '');

/** `http.create({baseURL})`, `new Client({baseUrl})`: a client with a base address. */
export function clientOf(world: World, node: CallNode, env: Env): Value[] | null {
  const options = node.arguments[0];
  if (!options || options.type === 'SpreadElement' || isFunction(options)) return null;
  const plausible =
    node.type === 'NewExpression' || isCreator(node) || options.type === 'ObjectExpression';
  if (!plausible) return null;
  for (const value of world.evaluate(options, env)) {
    if (value.kind !== 'object' && value.kind !== 'merged') continue;
    for (const key of world.libraries.baseKeys) {
      const base = world.property(value, key, env).filter((found) => found !== ABSENT);
      if (base.some((found) => found.kind === 'text' || found.kind === 'unknown'))
        return [{ kind: 'client', base }];
    }
  }
  return null;
}

/** The result of a library's function, where the table of clients declares it. */
export function libraryCall(world: World, node: CallNode, env: Env): Value[] | null {
  for (const make of world.libraries.makers.get(calleeName(node.callee) ?? '') ?? []) {
    const values = make(world, node, env);
    if (values) return values;
  }
  return null;
}

/** The library of `http.create()`: the result is another client of the same library. */
export function createdLibrary({ libraries }: World, callee: Value): string | undefined {
  if (callee.kind !== 'global' || !callee.name.endsWith('.create')) return undefined;
  const owner = callee.name.split('.').at(-2) ?? '';
  return libraries.requesters.has(owner) ? owner : undefined;
}
