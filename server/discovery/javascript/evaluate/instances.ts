import { finishFrame } from './frames.ts';
import type { ClassInfo, FunctionInfo, Member } from '../syntax/scope.ts';
import { assignedTo } from './assigned-properties.ts';
import { ABSENT, type Frame, type Value, unknown } from './value.ts';
import { type World, evaluateAt, dependOnFrame } from './world.ts';

export function instanceProperty(
  world: World,
  cls: ClassInfo,
  name: string,
  construct: Frame | null,
  self: Value,
  depth: number,
): Value[] {
  const members = name === '*' ? [] : (cls.members.get(name) ?? []);
  const out = members.flatMap((member) => memberValues(world, member, construct, self));
  for (const located of assignedTo(world, cls.node, name)) out.push(...evaluateAt(world, located));
  if (out.length > 0 || !cls.node.superClass || depth > 6)
    return out.length > 0 ? out : [unknown(name)];
  const parents = world.evaluate(cls.node.superClass, {
    scope: cls.scope,
    at: Number.MAX_SAFE_INTEGER,
    frame: construct?.outer ?? null,
  });
  const inherited = parents.flatMap((parent) =>
    parent.kind === 'class'
      ? instanceProperty(
          world,
          parent.cls,
          name,
          superFrame(world, cls, parent.cls, construct),
          self,
          depth + 1,
        )
      : [],
  );
  return inherited.length > 0 ? inherited : [unknown(name)];
}

/** The frame of `super(…)` in the constructor of `cls`. */
function superFrame(
  world: World,
  cls: ClassInfo,
  parent: ClassInfo,
  construct: Frame | null,
): Frame | null {
  if (!parent.construct) return null;
  if (!cls.construct) return construct ? { ...construct, fn: parent.construct } : null;
  const call = world.index.superCalls.get(cls.construct);
  if (!call) return null;
  const args = call.node.arguments.map((node) => ({
    place: { node, scope: call.scope, at: call.at },
    frame: construct,
  }));
  const depth = (construct?.depth ?? 0) + 1;
  return finishFrame(world, {
    fn: parent.construct,
    args,
    open: null,
    self: null,
    outer: null,
    depth,
  });
}

function memberValues(world: World, member: Member, construct: Frame | null, self: Value): Value[] {
  dependOnFrame(world, construct);
  if (member.kind === 'method')
    return [{ kind: 'function', fn: member.fn, frame: construct, self }];
  if (member.kind === 'getter')
    return member.fn.returns.flatMap((place) =>
      evaluateAt(world, { place, frame: selfFrame(world, member.fn, self, construct) }),
    );
  return evaluateAt(world, { place: member.place, frame: construct });
}

export function classProperty(world: World, cls: ClassInfo, name: string, self: Value): Value[] {
  const out = (cls.statics.get(name) ?? []).flatMap((member) =>
    memberValues(world, member, null, self),
  );
  for (const located of assignedTo(world, cls.node, name)) out.push(...evaluateAt(world, located));
  return out.length > 0 ? out : [unknown(name)];
}

export function madeProperty(
  world: World,
  made: Extract<Value, { kind: 'made' }>,
  name: string,
): Value[] {
  const out = (made.fn.members?.get(name) ?? []).flatMap((member) =>
    memberValues(world, member, made.construct, made),
  );
  for (const located of assignedTo(world, made.fn.node, `prototype.${name}`)) {
    out.push(
      ...evaluateAt(world, located).map((value) =>
        value.kind === 'function' ? { ...value, self: made } : value,
      ),
    );
  }
  if (out.length > 0) return out;
  // `Api.prototype = {get: function () { … }}`
  const methods = assignedTo(world, made.fn.node, 'prototype').flatMap((located) =>
    evaluateAt(world, located).flatMap((prototype) =>
      prototype.kind === 'object'
        ? world.property(prototype, name, { ...prototype.place, frame: null })
        : [],
    ),
  );
  const known = methods.filter((value) => value !== ABSENT);
  return known.length > 0
    ? known.map((value) => (value.kind === 'function' ? { ...value, self: made } : value))
    : [unknown(name)];
}

export function functionProperty(
  world: World,
  fn: FunctionInfo,
  name: string,
  frame: Frame | null,
): Value[] {
  if (name === 'prototype') return [{ kind: 'made', fn, construct: null }];
  const out = assignedTo(world, fn.node, name).flatMap((located) =>
    evaluateAt(world, { ...located, frame: located.frame ?? frame }),
  );
  return out.length > 0 ? out : [unknown(name)];
}

export function selfFrame(world: World, fn: FunctionInfo, self: Value, outer: Frame | null): Frame {
  const depth = (outer?.depth ?? 0) + 1;
  return finishFrame(world, { fn, args: [], open: null, self, outer, depth });
}
