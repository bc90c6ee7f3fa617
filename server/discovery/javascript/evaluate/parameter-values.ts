import { nameUnknowns, takeApart } from './destructuring.ts';
import { argumentsFrom, makeFrame } from './frames.ts';
import { requireValue } from './bundled-modules.ts';
import type { Definition, FunctionInfo } from '../syntax/scope.ts';
import { ABSENT, unknown, type Frame, type Value } from './value.ts';
import { evaluateAt, frameOf, dependOn, dependOnFrame, type Env, type World } from './world.ts';

type Parameter = Extract<Definition, { kind: 'parameter' }>;

/** The values of a parameter: those of the call that is being read, those known at any call, or an unknown value. */
export function parameterValues(world: World, def: Parameter, name: string, env: Env): Value[] {
  const { fn } = def;
  const special =
    def.path.length === 0
      ? (moduleParameter(world, fn, def.index) ?? injectedLibrary(world, fn, def.index))
      : null;
  if (special) return special;
  const given = frameOf(world, fn, env.frame);
  const called = given ? null : immediateFrame(world, fn, env);
  const frame = called ?? given;
  dependOnParameter(world, fn, env.frame, called, frame);
  const holeName = def.path.length > 0 ? String(def.path.at(-1)) : name;
  if (frame) return givenValues(world, def, holeName, frame, env);
  const isOpen = frame === undefined;
  const implied = isOpen ? impliedValues(world, def, env) : [];
  if (implied.length > 0) return takeApart(world, implied, def.path, env);
  const hole = {
    name: holeName,
    owner: isOpen ? fn : null,
    missing: false,
    encoded: false,
    parameter: true,
  };
  return [{ kind: 'unknown', hole }, ...fallbackValues(world, def, env)];
}

/** The values that a call passes to a parameter, and its default value where the argument may be missing. */
function givenValues(world: World, def: Parameter, name: string, frame: Frame, env: Env): Value[] {
  const whole = def.rest
    ? [restOf(world, frame, def.index)]
    : argumentValues(world, frame, def.index);
  const values = takeApart(world, whole, def.path, env);
  if (!def.fallback || !values.includes(ABSENT)) return nameUnknowns(values, name);
  return [...values.filter((value) => value !== ABSENT), ...fallbackValues(world, def, env)];
}

function fallbackValues(world: World, { fallback }: Parameter, env: Env): Value[] {
  return fallback ? evaluateAt(world, { place: fallback, frame: env.frame }) : [];
}

/** The values that a parameter has at any call: the elements of a list, or a service of a class. */
function impliedValues(world: World, { fn, index }: Parameter, env: Env): Value[] {
  const elements = index === 0 ? impliedParameter(world, fn, env) : null;
  if (elements) return elements;
  const isConstructor = fn.home?.kind === 'class' && fn.home.isConstructor;
  return isConstructor ? constructedWith(world, fn, index) : [];
}

/** The objects that any call passes to a constructor. Texts are left out, since each call is followed separately. */
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

/** Notes what a parameter's value depends on: the frame that gives it, or the assumed calls. */
export function dependOnParameter(
  world: World,
  fn: FunctionInfo,
  around: Frame | null,
  called: Frame | null,
  frame: Frame | null | undefined,
): void {
  if (called) return dependOnFrame(world, around);
  let current = around;
  while (current && current.fn !== fn) current = current.outer;
  dependOn(world, current && current === frame ? current.serial : 0);
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
  if (fn.moduleKey !== null && world.index.modules.get(fn.moduleKey) === fn)
    return requireValue(fn, index);
  return null;
}

/**
 * A library that dependency injection provides by name: the name listed beside the function, else that of the
 * parameter.
 */
function injectedLibrary(world: World, fn: FunctionInfo, index: number): Value[] | null {
  const service = fn.injected?.[index] ?? fn.parameterNames[index];
  return service !== undefined && world.libraries.services.has(service)
    ? [{ kind: 'global', name: service }]
    : null;
}

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

export function argumentsObject(world: World, env: Env): Value {
  let { fn } = env.scope;
  while (fn?.arrow) fn = fn.scope.fn;
  const frame = fn ? frameOf(world, fn, env.frame) : null;
  dependOn(world, frame && world.question.assumed.size === 0 ? frame.oldest : 0);
  return frame ? restOf(world, frame, 0) : unknown('arguments', fn);
}
