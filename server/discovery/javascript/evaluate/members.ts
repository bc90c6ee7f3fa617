import { isCacheEntry, keyName, type Node, unwrap } from '../syntax/ast.ts';
import { globalValue } from './bindings.ts';
import { fieldValues } from './base-fields.ts';
import { globalProperty } from './globals.ts';
import {
  classProperty,
  functionProperty,
  instanceProperty,
  madeProperty,
  selfFrame,
} from './instances.ts';
import { bundledExport, exportOf } from './modules.ts';
import { lookup } from '../syntax/scope.ts';
import { assignedTo } from './assigned-properties.ts';
import { splitPiece } from './text-builtins.ts';
import { urlProperty } from './url-builtins.ts';
import { ABSENT, type Located, type Value, literalOf, unknown } from './value.ts';
import { type Env, type World, evaluateAt, dependOn } from './world.ts';
import type { ESTree } from 'meriyah';

const PROPERTY_DEPTH_MAX = 70;

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
    for (const name of names) out.push(...property(world, object, name, env));
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

/** `(made(url) ?? kept).base`: where one of the objects has a text, the unknowns of the others are left out. */
function withoutUnknown(values: Value[]): Value[] {
  if (!values.some((value) => value.kind === 'text' && value.parts.length > 0)) return values;
  return values.filter(
    (value) => value.kind !== 'unknown' || value.hole.owner !== null || value.hole.missing,
  );
}

/** `const state = ref({base: '/api'}); state.value.base`: frameworks hold the given object under `value`. */
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

/** `routes[name]` with an unknown name: any of the object's values, when they are few. */
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

/** What `name` of a value is. `*` asks for all elements. */
export function property(world: World, value: Value, name: string, env: Env): Value[] {
  // An object can spread itself, or hold itself as a source.
  if (world.depth > PROPERTY_DEPTH_MAX || world.steps <= 0) {
    dependOn(world, 0);
    return [unknown(name)];
  }
  world.depth += 1;
  world.steps -= 1;
  const values = propertyOf(world, value, name, env);
  world.depth -= 1;
  return values;
}

function propertyOf(world: World, value: Value, name: string, env: Env): Value[] {
  switch (value.kind) {
    case 'object':
      return objectProperty(world, value, name);
    case 'merged':
      return mergedProperty(world, value.sources, name, env);
    case 'array':
      return arrayProperty(world, value.items, name);
    case 'instance':
      return instanceProperty(world, value.cls, name, value.construct, value, 0);
    case 'made':
      return madeProperty(world, value, name);
    case 'class':
      return name === 'prototype'
        ? [{ kind: 'instance', cls: value.cls, construct: null }]
        : classProperty(world, value.cls, name, value);
    case 'function':
      return functionProperty(world, value.fn, name, value.frame);
    case 'global':
      return value.name === 'window'
        ? globalValue(world, name)
        : globalProperty(world, value.name, name, env.scope.file.url);
    case 'namespace':
      return exportOf(world, value.file, name) ?? [unknown(name)];
    case 'bundled':
      return bundledExport(world, value.module, name);
    case 'unknown':
      return [{ kind: 'unknown', hole: { ...value.hole, name } }];
    case 'client':
      return name === 'defaults' ? [value] : [unknown(name)];
    case 'text':
      if (value.primitive === 'none') return [];
      // Frameworks give the result of a lazy computation as its `value`.
      return [name === 'value' ? value : (urlProperty(value, name) ?? unknown(name))];
    default:
      return [unknown(name)];
  }
}

function arrayProperty(world: World, items: readonly Located[], name: string): Value[] {
  if (name === '*') return items.slice(0, 16).flatMap((item) => evaluateAt(world, item));
  if (name === 'length')
    return [{ kind: 'text', parts: [String(items.length)], primitive: 'number' }];
  const index = Number(name);
  if (!Number.isInteger(index)) return [unknown(name)];
  const item = items[index];
  return item ? evaluateAt(world, item) : [ABSENT];
}

function objectProperty(
  world: World,
  object: Extract<Value, { kind: 'object' }>,
  name: string,
): Value[] {
  const node = object.place.node;
  // A service worker fetches these like a request, but they are files.
  if (name === 'url' && isCacheEntry(node)) return [unknown(name)];
  const env = { scope: object.place.scope, at: object.place.at, frame: object.frame };
  const out: Value[] = [];
  if (node.type === 'ObjectExpression') {
    for (const entry of [...node.properties].reverse()) {
      if (entry.type === 'SpreadElement') {
        const spread = world
          .evaluate(entry.argument, env)
          .flatMap((value) => property(world, value, name, env));
        out.push(...spread.filter((value) => value !== ABSENT));
        continue;
      }
      if (entry.type !== 'Property') continue;
      const key = keyName(entry.key, entry.computed);
      if (name !== '*' && key !== name) continue;
      out.push(...entryValues(world, entry, object, env));
      if (name !== '*' || out.length >= 12) break;
    }
  }
  if (name === '*') return out;
  for (const located of assignedTo(world, node, name))
    out.push(...evaluateAt(world, { ...located, frame: located.frame ?? object.frame }));
  return out.length > 0 ? out : [ABSENT];
}

function entryValues(world: World, entry: ESTree.Property, object: Value, env: Env): Value[] {
  const values = world.evaluate(entry.value, env);
  if (entry.kind === 'get') {
    const [getter] = values;
    if (getter?.kind !== 'function') return values;
    return getter.fn.returns.flatMap((place) =>
      evaluateAt(world, { place, frame: selfFrame(world, getter.fn, object, getter.frame) }),
    );
  }
  return values.map((value) =>
    value.kind === 'function' && !value.self ? { ...value, self: object } : value,
  );
}

/** Later sources win; an unknown source may hold anything, so earlier ones count as well. */
function mergedProperty(world: World, sources: readonly Value[], name: string, env: Env): Value[] {
  const out: Value[] = [];
  for (const source of [...sources].reverse()) {
    const found = property(world, source, name, env).filter((value) => value !== ABSENT);
    out.push(...found);
    if (name !== '*' && found.length > 0 && source.kind !== 'unknown') break;
  }
  return out.length > 0 ? out : [ABSENT];
}
