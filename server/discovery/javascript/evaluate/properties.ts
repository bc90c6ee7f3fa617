import { isCacheEntry, keyName } from '../syntax/ast.ts';
import { globalValue } from './bindings.ts';
import { globalProperty } from './globals.ts';
import {
  classProperty,
  functionProperty,
  instanceProperty,
  madeProperty,
  selfFrame,
} from './instances.ts';
import { bundledExport } from './bundled-modules.ts';
import { exportOf } from './modules.ts';
import { assignedTo } from './assigned-properties.ts';
import { urlProperty } from './url-builtins.ts';
import { ABSENT, type Located, type Value, unknown } from './value.ts';
import { type Env, type World, evaluateAt, dependOn } from './world.ts';
import type { ESTree } from 'meriyah';

const PROPERTY_DEPTH_MAX = 70;

/** The values of a property. The name `*` stands for all elements. */
export function property(world: World, value: Value, name: string, env: Env): Value[] {
  // Limited, since an object can spread itself or contain itself.
  if (world.question.depth > PROPERTY_DEPTH_MAX || world.question.steps <= 0) {
    dependOn(world, 0);
    return [unknown(name)];
  }
  world.question.depth += 1;
  world.question.steps -= 1;
  const values = propertyOf(world, value, name, env);
  world.question.depth -= 1;
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
      // Frameworks store the result of a lazy computation under `value`.
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
  // A service worker requests these too, but they are files.
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

/**
 * Later sources override earlier ones. Before an unknown source, which may have the property or not, earlier ones count
 * too.
 */
function mergedProperty(world: World, sources: readonly Value[], name: string, env: Env): Value[] {
  const out: Value[] = [];
  for (const source of [...sources].reverse()) {
    const found = property(world, source, name, env).filter((value) => value !== ABSENT);
    out.push(...found);
    if (name !== '*' && found.length > 0 && source.kind !== 'unknown') break;
  }
  return out.length > 0 ? out : [ABSENT];
}
