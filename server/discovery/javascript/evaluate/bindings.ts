import { globalValue } from './globals.ts';
import { argumentsFrom, makeFrame } from './frames.ts';
import { readExport, requireValue } from './modules.ts';
import { isPrefixed, withPrefixed } from './own-prefix.ts';
import {
  encloses,
  lookup,
  type Binding,
  type ClassInfo,
  type Definition,
  type FunctionInfo,
  type PathStep,
  type Scope,
} from '../syntax/scope.ts';
import { ABSENT, concatAll, text, unknown, type Frame, type Value } from './value.ts';
import { evaluateAt, frameOf, touch, touchFrame, type Env, type World } from './world.ts';

const DEFINITIONS_MAX = 24;

/** What a name stands for where it is used. */
export function evaluateIdentifier(world: World, name: string, env: Env): Value[] {
  if (name === 'undefined') return [ABSENT];
  const binding = lookup(env.scope, name);
  if (binding) return bindingValues(world, binding, env);
  if (name === 'arguments') return [argumentsObject(world, env)];
  return globalValue(world, name);
}

/** The values of a name: what was assigned before its use where that can be told, else all that ever is. */
export function bindingValues(world: World, binding: Binding, env: Env): Value[] {
  if (world.axios.has(binding)) return [{ kind: 'global', name: 'axios' }];
  const local = binding.scope !== null && binding.scope.fn === env.scope.fn;
  const defs = definitionsAt(binding.defs, local ? env.at : Number.MAX_SAFE_INTEGER);
  if (defs.length === 0) return [unknown(binding.name)];
  let values: Value[] = [];
  for (const def of defs) {
    const next = definitionValues(world, def, binding.name, env);
    const certain = def.kind === 'value' && local && encloses(def.place.scope, env.scope);
    if (def.kind === 'value' && def.append) {
      const longer = concatAll(values.length > 0 ? values : [text('')], next);
      values = certain ? longer : [...values, ...longer];
    } else if (certain || values.length === 0) values = next;
    else if (isPrefixed(def, binding.name)) values = withPrefixed(values, next);
    else values = [...values, ...next];
  }
  return named(values, binding.name);
}

/** The definitions written before a place, else all; the first of them, since minifiers give one name to hundreds. */
function definitionsAt(defs: readonly Definition[], at: number): Definition[] {
  const before: Definition[] = [];
  const known: Definition[] = [];
  for (const def of defs) {
    if (def.kind === 'opaque') continue;
    if (known.length < DEFINITIONS_MAX) known.push(def);
    if (def.kind !== 'value' || def.place.at < at) before.push(def);
    if (before.length === DEFINITIONS_MAX) break;
  }
  return before.length > 0 ? before : known;
}

/** An unknown takes the name of the variable that holds it where its own says nothing. */
function named(values: Value[], name: string): Value[] {
  // Most say enough, and this is asked for every name in a script.
  if (!values.some((value) => value.kind === 'unknown' && saysLess(value.hole.name, name)))
    return values;
  return values.map((value) =>
    value.kind === 'unknown' && saysLess(value.hole.name, name)
      ? { kind: 'unknown', hole: { ...value.hole, name } }
      : value,
  );
}

function saysLess(own: string, name: string): boolean {
  return (own.length < 3 && name.length > own.length) || (own === 'value' && name.length > 1);
}

function definitionValues(world: World, def: Definition, name: string, env: Env): Value[] {
  switch (def.kind) {
    case 'function':
      touchFrame(world, env.frame);
      return [{ kind: 'function', fn: def.fn, frame: env.frame, self: null }];
    case 'class':
      touchFrame(world, env.frame);
      return [{ kind: 'class', cls: def.cls, frame: env.frame }];
    case 'import':
      return readExport(world, def.file, def.source, def.name);
    case 'parameter':
      return parameterValues(world, def, name, env);
    case 'value': {
      const whole = evaluateAt(world, { place: def.place, frame: env.frame });
      const values = follow(world, whole, def.path, env);
      if (!def.fallback) return values;
      const fallback = evaluateAt(world, {
        place: { ...def.place, node: def.fallback },
        frame: env.frame,
      });
      return [...values.filter((value) => value !== ABSENT), ...fallback];
    }
    default:
      return [unknown(name)];
  }
}

/** Takes a value apart the way a destructuring pattern does. */
function follow(
  world: World,
  values: readonly Value[],
  path: readonly PathStep[],
  env: Env,
): Value[] {
  let current = [...values];
  for (const step of path)
    current = current.flatMap((value) => world.property(value, String(step), env)).slice(0, 32);
  return current;
}

function parameterValues(
  world: World,
  def: Extract<Definition, { kind: 'parameter' }>,
  name: string,
  env: Env,
): Value[] {
  const { fn } = def;
  const special =
    def.path.length === 0
      ? (moduleParameter(world, fn, def.index) ?? httpService(fn, def.index))
      : null;
  if (special) return special;
  const given = frameOf(world, fn, env.frame);
  const called = given ? null : immediateFrame(world, fn, env);
  const frame = called ?? given;
  touchParameter(world, fn, env.frame, called, frame);
  const hole = def.path.length > 0 ? String(def.path.at(-1)) : name;
  if (frame) {
    const whole = def.rest
      ? [restOf(world, frame, def.index)]
      : argumentValues(world, frame, def.index);
    const values = follow(world, whole, def.path, env);
    if (!def.fallback || !values.some((value) => value === ABSENT)) return named(values, hole);
    return [
      ...values.filter((value) => value !== ABSENT),
      ...evaluateAt(world, { place: def.fallback, frame: env.frame }),
    ];
  }
  const fallback = def.fallback ? evaluateAt(world, { place: def.fallback, frame: env.frame }) : [];
  if (frame === undefined && def.index === 0) {
    const implied = impliedParameter(world, fn, env);
    if (implied) return follow(world, implied, def.path, env);
  }
  const owner = frame === undefined ? fn : null;
  const services =
    frame === undefined && fn.home?.kind === 'class' && fn.home.isConstructor
      ? constructedWith(world, fn, def.index)
      : [];
  if (services.length > 0) return follow(world, services, def.path, env);
  return [
    {
      kind: 'unknown',
      hole: { name: hole, owner, missing: false, encoded: false, parameter: true },
    },
    ...fallback,
  ];
}

/** The services that a constructor is given wherever the class is made; addresses are left to the calls one by one. */
function constructedWith(world: World, fn: FunctionInfo, index: number): Value[] {
  const frames = world.constructions(fn);
  return frames.flatMap((frame) => {
    const located = frame.args[index];
    return located
      ? evaluateAt(world, located).filter(
          ({ kind }) =>
            kind === 'instance' || kind === 'client' || kind === 'object' || kind === 'made',
        )
      : [];
  });
}

/** Notes what a parameter's value rests on: the frame that gives it, or the assumed calls. */
function touchParameter(
  world: World,
  fn: FunctionInfo,
  around: Frame | null,
  called: Frame | null,
  frame: Frame | null | undefined,
): void {
  if (called) return touchFrame(world, around);
  let current = around;
  while (current && current.fn !== fn) current = current.outer;
  touch(world, current && current === frame ? current.serial : 0);
}

function immediateFrame(world: World, fn: FunctionInfo, env: Env): Frame | null {
  if (!fn.immediate) return null;
  const { node, scope, at } = fn.immediate;
  return makeFrame(world, fn, node, { scope, at, frame: env.frame }, null, env.frame);
}

/** `list.forEach((item) => …)`: the parameter is each of the list's elements. */
function impliedParameter(world: World, fn: FunctionInfo, env: Env): Value[] | null {
  if (!fn.elementsOf) return null;
  const list = evaluateAt(world, { place: fn.elementsOf, frame: env.frame });
  const elements = list.flatMap((value) =>
    value.kind === 'array' ? world.property(value, '*', env) : [],
  );
  return elements.length > 0 ? elements : [unknown(fn.parameterNames[0] ?? 'item')];
}

/** webpack calls a module's function with (module, exports, require). */
function moduleParameter(world: World, fn: FunctionInfo, index: number): Value[] | null {
  if (fn.moduleKey !== null && world.modules.get(fn.moduleKey) === fn)
    return requireValue(fn, index);
  return null;
}

/** AngularJS's client, whatever the parameter that takes it is called. */
const httpService = (fn: FunctionInfo, index: number): Value[] | null =>
  fn.injected?.[index] === '$http' ? [{ kind: 'global', name: '$http' }] : null;

function argumentValues(world: World, frame: Frame, index: number): Value[] {
  const located = frame.args[index];
  if (located) return evaluateAt(world, located);
  if (!frame.open) return [ABSENT];
  const { items, rest } = argumentsFrom(world, frame.args, frame.open, index);
  return items[0] ? evaluateAt(world, items[0]) : [rest ?? ABSENT];
}

function restOf(world: World, frame: Frame, index: number): Value {
  const { items, rest } = argumentsFrom(world, frame.args, frame.open, index);
  return items.length === 0 && rest ? rest : { kind: 'array', items };
}

function argumentsObject(world: World, env: Env): Value {
  let { fn } = env.scope;
  while (fn?.arrow) fn = fn.scope.fn;
  const frame = fn ? frameOf(world, fn, env.frame) : null;
  touch(world, frame && world.ambient.size === 0 ? frame.oldest : 0);
  return frame ? restOf(world, frame, 0) : unknown('arguments', fn);
}

/** `this`: what the call gives it, else the class or object that the function belongs to. */
export function evaluateThis(world: World, env: Env): Value[] {
  const owner = thisOwner(env.scope);
  if (!owner) return [{ kind: 'global', name: 'window' }];
  touchFrame(world, env.frame);
  if (owner.kind === 'field') return [{ kind: 'instance', cls: owner.cls, construct: env.frame }];
  const { fn } = owner;
  const frame = frameOf(world, fn, env.frame);
  touchParameter(world, fn, env.frame, null, frame);
  if (frame?.self) return [frame.self];
  if (fn.home?.kind === 'class') {
    const { cls, isStatic } = fn.home;
    return isStatic
      ? [{ kind: 'class', cls, frame: env.frame }]
      : [{ kind: 'instance', cls, construct: null }];
  }
  if (fn.home?.kind === 'object')
    return evaluateAt(world, { place: fn.home.place, frame: env.frame });
  return fn.members ? [{ kind: 'made', fn, construct: null }] : [unknown('this')];
}

function thisOwner(
  scope: Scope,
): { kind: 'function'; fn: FunctionInfo } | { kind: 'field'; cls: ClassInfo } | null {
  let current: Scope | null = scope;
  while (current) {
    if (current.cls) return { kind: 'field', cls: current.cls };
    if (current.fn && !current.fn.arrow && current === current.fn.inner)
      return { kind: 'function', fn: current.fn };
    current = current.parent;
  }
  return null;
}
