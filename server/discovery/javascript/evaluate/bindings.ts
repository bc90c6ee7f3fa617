import { nameUnknowns, takeApart } from './destructuring.ts';
import { platformGlobal } from './globals.ts';
import { readExport } from './modules.ts';
import { isPrefixed, withPrefixed } from './own-prefix.ts';
import { argumentsObject, parameterValues } from './parameter-values.ts';
import { encloses, lookup, type Binding, type Definition } from '../syntax/scope.ts';
import { concatAll } from './combine-values.ts';
import { ABSENT, text, unknown, type Value } from './value.ts';
import { evaluateAt, dependOnFrame, type Env, type World } from './world.ts';

const DEFINITIONS_MAX = 24;

/** The values of a name at the place where it is used. */
export function evaluateIdentifier(world: World, name: string, env: Env): Value[] {
  if (name === 'undefined') return [ABSENT];
  const binding = lookup(env.scope, name);
  if (binding) return bindingValues(world, binding, env);
  if (name === 'arguments') return [argumentsObject(world, env)];
  return globalValue(world, name);
}

/** The values of a name that no scope of its file declares. */
export function globalValue(world: World, name: string): Value[] {
  const known = platformGlobal(world, name);
  if (known) return [known];
  const binding = world.index.globals.get(name);
  const [first] = world.index.files;
  if (!binding || !first) return [{ kind: 'global', name }];
  const scope = { parent: null, fn: null, file: first, cls: null, names: null };
  return bindingValues(world, binding, { scope, at: 0, frame: null });
}

/** The values of a variable: those assigned before its use where the order is known, else all that are assigned. */
function bindingValues(world: World, binding: Binding, env: Env): Value[] {
  const library = world.index.shortened.get(binding);
  if (library !== undefined) return [{ kind: 'global', name: library }];
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
  return nameUnknowns(values, binding.name);
}

/**
 * The first definitions before a place, else the first of all. Limited, since minifiers reuse a name hundreds of times.
 */
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

function definitionValues(world: World, def: Definition, name: string, env: Env): Value[] {
  switch (def.kind) {
    case 'function':
      dependOnFrame(world, env.frame);
      return [{ kind: 'function', fn: def.fn, frame: env.frame, self: null }];
    case 'class':
      dependOnFrame(world, env.frame);
      return [{ kind: 'class', cls: def.cls, frame: env.frame }];
    case 'import':
      return readExport(world, def.file, def.source, def.name);
    case 'parameter':
      return parameterValues(world, def, name, env);
    case 'value': {
      const whole = evaluateAt(world, { place: def.place, frame: env.frame });
      const values = takeApart(world, whole, def.path, env);
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
