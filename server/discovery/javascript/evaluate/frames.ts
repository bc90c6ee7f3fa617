import type { CallNode } from '../syntax/ast.ts';
import { indirection } from '../syntax/called-name.ts';
import type { FunctionInfo } from '../syntax/scope.ts';
import { unknown, type Frame, type Located, type Value } from './value.ts';
import { evaluateAt, nextSerial, type Env, type World } from './world.ts';

/** The frame of one call: `f(a)`, `f.call(self, a)`, `f.apply(self, list)`. Spread lists become single arguments. */
export function makeFrame(
  world: World,
  fn: FunctionInfo,
  call: CallNode,
  env: Env,
  self: Value | null,
  outer: Frame | null,
): Frame {
  const { args, open } = argumentsOf(world, call, env);
  return finishFrame(world, { fn, args, open, self, outer, depth: (env.frame?.depth ?? 0) + 1 });
}

/** A call's arguments. `open` is an unknown list that is spread behind them. */
export function argumentsOf(
  world: World,
  call: CallNode,
  env: Env,
): { args: Located[]; open: Located | null } {
  const args: Located[] = [];
  const indirect = indirection(call)?.by;
  for (const argument of call.arguments.slice(indirect ? 1 : 0)) {
    const spread =
      argument.type === 'SpreadElement'
        ? argument.argument
        : indirect === 'apply'
          ? argument
          : null;
    if (!spread) {
      args.push({ place: { node: argument, scope: env.scope, at: env.at }, frame: env.frame });
      continue;
    }
    const values = world.evaluate(spread, env);
    const list = values.find((value) => value.kind === 'array');
    if (!list)
      return {
        args,
        open: { place: { node: spread, scope: env.scope, at: env.at }, frame: env.frame },
      };
    args.push(...list.items);
  }
  return { args, open: null };
}

/** The arguments from `index` on. A spread list is evaluated again, since its elements may have become known. */
export function argumentsFrom(
  world: World,
  args: readonly Located[],
  open: Located | null,
  index: number,
): { items: readonly Located[]; rest: Value | null } {
  if (!open) return { items: args.slice(index), rest: null };
  const values = evaluateAt(world, open);
  const list = values.find((value) => value.kind === 'array');
  if (list) return { items: [...args, ...list.items].slice(index), rest: null };
  return {
    items: args.slice(index),
    rest: values.find((value) => value.kind === 'unknown') ?? unknown('value'),
  };
}

/** Numbers a frame. */
export function finishFrame(world: World, frame: Omit<Frame, 'serial' | 'oldest'>): Frame {
  const serial = nextSerial(world);
  let oldest = Math.min(
    serial,
    frame.outer?.oldest ?? serial,
    frameOfSelf(frame.self)?.oldest ?? serial,
  );
  for (const arg of frame.args) oldest = Math.min(oldest, arg.frame?.oldest ?? serial);
  return { ...frame, serial, oldest };
}

function frameOfSelf(self: Value | null): Frame | null {
  if (!self) return null;
  if (self.kind === 'instance' || self.kind === 'made') return self.construct;
  return self.kind === 'object' || self.kind === 'function' || self.kind === 'class'
    ? self.frame
    : null;
}
