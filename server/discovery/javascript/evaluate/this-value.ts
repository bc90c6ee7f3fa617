import { dependOnParameter } from './parameter-values.ts';
import type { ClassInfo, FunctionInfo, Scope } from '../syntax/scope.ts';
import { unknown, type Value } from './value.ts';
import { evaluateAt, frameOf, dependOnFrame, type Env, type World } from './world.ts';

/** The values of `this`: the object of the call, else the class or object that the function belongs to. */
export function evaluateThis(world: World, env: Env): Value[] {
  const owner = thisOwner(env.scope);
  if (!owner) return [{ kind: 'global', name: 'window' }];
  dependOnFrame(world, env.frame);
  if (owner.kind === 'field') return [{ kind: 'instance', cls: owner.cls, construct: env.frame }];
  const { fn } = owner;
  const frame = frameOf(world, fn, env.frame);
  dependOnParameter(world, fn, env.frame, null, frame);
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
