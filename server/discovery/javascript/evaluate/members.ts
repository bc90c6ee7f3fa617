import { keyName, type Node, unwrap } from '../syntax/ast.ts';
import { fieldValues } from './base-fields.ts';
import { lookup } from '../syntax/scope.ts';
import { splitPiece } from './text-pieces.ts';
import { ABSENT, type Value, literalOf, unknown } from './value.ts';
import { type Env, type World, evaluateAt } from './world.ts';
import type { ESTree } from 'meriyah';

/** `object.name`, `object[key]`. */
export function evaluateMember(world: World, node: ESTree.MemberExpression, env: Env): Value[] {
  const names = memberNames(world, node, env);
  const piece = splitPiece(world, node.object, names, env);
  if (piece) return piece;
  const objects =
    node.object.type === 'Super' ? superOf(world, env) : world.evaluate(node.object, env);
  if (names.length === 0) return computedMember(world, node, objects, env);
  const out: Value[] = [];
  for (const object of objects)
    for (const name of names) out.push(...world.property(object, name, env));
  if (out.every((value) => value.kind === 'unknown' || value === ABSENT)) {
    if (names.includes('value')) {
      const kept = keptObjects(world, node.object, objects, env);
      if (kept.length > 0) return kept;
    }
    for (const name of names) {
      const stored = fieldValues(world, name);
      if (stored.length > 0) return stored;
    }
  }
  return objects.length > 1 ? withoutUnknown(out) : out;
}

/** `(made(url) ?? kept).base`: where one of the objects has a text, the unknown values of the others are left out. */
function withoutUnknown(values: Value[]): Value[] {
  if (!values.some((value) => value.kind === 'text' && value.parts.length > 0)) return values;
  return values.filter(
    (value) => value.kind !== 'unknown' || value.hole.owner !== null || value.hole.missing,
  );
}

/**
 * `const state = ref({base: '/api'}); state.value.base`: frameworks store the object that they are given under `value`.
 */
function keptObjects(world: World, node: Node, objects: readonly Value[], env: Env): Value[] {
  const known = objects.filter(({ kind }) => kind === 'object');
  if (known.length > 0 || node.type !== 'Identifier') return known;
  const [def] = lookup(env.scope, node.name)?.defs ?? [];
  if (def?.kind !== 'value' || def.path.length > 0) return [];
  const call = def.place.node;
  const [given] = call.type === 'CallExpression' ? call.arguments : [];
  return given?.type === 'ObjectExpression'
    ? evaluateAt(world, { place: { ...def.place, node: given }, frame: env.frame })
    : [];
}

function memberNames(world: World, node: ESTree.MemberExpression, env: Env): string[] {
  const name = keyName(node.property, node.computed);
  if (name !== null) return [name];
  const values = world.evaluate(node.property, env).map(literalOf);
  return values.filter((value) => value !== null).slice(0, 4);
}

/** `routes[name]` with an unknown name: any of the object's values, if there are few. */
function computedMember(
  world: World,
  node: ESTree.MemberExpression,
  objects: readonly Value[],
  env: Env,
): Value[] {
  const all = objects.flatMap((object) => world.property(object, '*', env)).slice(0, 8);
  if (all.some((value) => value.kind === 'text')) return all;
  const key = unwrap(node.property);
  const owner = objects.find((object) => object.kind === 'unknown');
  return [
    unknown(
      key.type === 'Identifier' ? key.name : 'key',
      owner?.kind === 'unknown' ? owner.hole.owner : null,
    ),
  ];
}

function superOf(world: World, env: Env): Value[] {
  let { fn } = env.scope;
  while (fn?.arrow) fn = fn.scope.fn;
  const cls = fn?.home?.kind === 'class' ? fn.home.cls : null;
  if (!cls?.node.superClass) return [unknown('super')];
  const parents = world.evaluate(cls.node.superClass, {
    scope: cls.scope,
    at: env.at,
    frame: env.frame,
  });
  return parents.map((parent) =>
    parent.kind === 'class'
      ? { kind: 'instance', cls: parent.cls, construct: null }
      : unknown('super'),
  );
}
