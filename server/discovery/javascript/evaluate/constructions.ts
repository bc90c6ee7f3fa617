import { aliasesOf } from './aliases.ts';
import { makeFrame } from './frames.ts';
import type { FunctionInfo } from '../syntax/scope.ts';
import type { Frame } from './value.ts';
import type { World } from './world.ts';

const CONSTRUCTIONS_MAX = 4;
const TRIES_MAX = 400;

/** The first few `new Class(…)` of a constructor's class. */
export function constructionsOf(world: World, fn: FunctionInfo): readonly Frame[] {
  const known = world.memory.constructions.get(fn);
  if (known) return known;
  // Stored first, since the arguments of a construction may construct the class again, which would not end.
  world.memory.constructions.set(fn, []);
  const cls = fn.home?.kind === 'class' ? fn.home.cls : null;
  const frames: Frame[] = [];
  let tries = 0;
  for (const name of cls ? aliasesOf(world.index, fn) : []) {
    for (const call of world.index.newsByName.get(name) ?? []) {
      tries += 1;
      if (frames.length >= CONSTRUCTIONS_MAX || tries > TRIES_MAX) break;
      const env = { scope: call.scope, at: call.at, frame: null };
      const made = world.evaluate(call.node.callee, env);
      if (made.some((value) => value.kind === 'class' && value.cls === cls))
        frames.push(makeFrame(world, fn, call.node, env, null, null));
    }
  }
  world.memory.constructions.set(fn, frames);
  return frames;
}
