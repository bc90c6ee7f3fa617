import { aliasesOf } from '../evaluate/aliases.ts';
import { calledName } from '../syntax/called-name.ts';
import { type CallTracing, callersFor, wait } from './call-tracing.ts';
import { callersOf } from './find-callers.ts';
import { type AssumedCalls, type Found, addCandidates } from './to-candidates.ts';
import { calleesOf } from '../evaluate/invoke.ts';
import { isComplete, nextOwner } from './next-owner.ts';
import { withoutBareBase } from './bare-base.ts';
import type { RequestReading } from './request-reading.ts';
import type { ScriptFile } from '../syntax/scope.ts';
import type { Sink } from './sink.ts';
import { type World, startQuestion } from '../evaluate/world.ts';

const DEPTH_MAX = 7;

/** Callers of a complete address can only name its parameters better. */
const COMPLETE_DEPTH_MAX = 2;

const COMPLETE_CALLERS_MAX = 40;

const STEPS_PER_READING = 6_000;

/** What following one more call costs beside the evaluation itself. */
const STEPS_OF_EXPANSION = 20;

const STEPS_PER_SINK = 150_000;

const EXPANSIONS_MAX = 2_500;

/** A sink that has been read so often without giving a request is none. Going on would cost more than all others. */
const FRUITLESS_MAX = 1_000;

interface Budget {
  left: number;
  steps: number;
}

/** The requests that a sink makes, under every call of the functions around it that can be found. */
export function requestsOf(world: World, tracing: CallTracing, sink: Sink): Found[] {
  const found = new Map<string, Found>();
  const budget = { left: EXPANSIONS_MAX, steps: STEPS_PER_SINK };
  try {
    if (world.question.stepsTotal > 0) expand(world, tracing, sink, new Map(), 0, found, budget);
    // The steps may have ended with this very call.
    if (found.size === 0 && world.question.stepsTotal <= 0 && tracing.stepsWithoutFollowing > 0)
      readWithoutFollowing(world, tracing, sink, found);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // A stack overflow of a hostile expression; what was found before it counts.
  }
  startQuestion(world, new Map(), 0);
  return withoutBareBase([...found.values()], tracing.urls);
}

/** @returns whether anything was found */
function expand(
  world: World,
  tracing: CallTracing,
  sink: Sink,
  assumed: AssumedCalls,
  depth: number,
  found: Map<string, Found>,
  budget: Budget,
): boolean {
  budget.left -= 1;
  world.question.stepsTotal -= STEPS_OF_EXPANSION;
  if (world.question.stepsTotal > 0 && world.isLate()) world.question.stepsTotal = 0;
  const fruitless = tracing.fruitless.get(sink) ?? 0;
  if (
    budget.left < 0 ||
    budget.steps < 0 ||
    world.question.stepsTotal <= 0 ||
    fruitless > FRUITLESS_MAX
  )
    return false;
  tracing.fruitless.set(sink, fruitless + 1);
  const reading = readUnder(world, sink, assumed);
  budget.steps -= STEPS_PER_READING - world.question.steps;
  if (!reading) return false;
  const complete = isComplete(reading, world.libraries.pathMarkers);
  const owner =
    depth < (complete ? COMPLETE_DEPTH_MAX : DEPTH_MAX) ? nextOwner(reading, sink, assumed) : null;
  if (!owner) {
    const any = addCandidates(world, sink, reading, assumed, found);
    if (any) tracing.fruitless.set(sink, 0);
    return any;
  }
  wait(tracing, owner, { sink, assumed, depth });
  let any = false;
  const callers = callersFor(world, tracing, owner);
  for (const caller of complete ? callers.slice(0, COMPLETE_CALLERS_MAX) : callers) {
    if (
      !expand(
        world,
        tracing,
        sink,
        new Map([...assumed, [owner, caller.frame]]),
        depth + 1,
        found,
        budget,
      )
    )
      continue;
    any = true;
    tracing.followed.add(caller.call.node);
  }
  return (
    any ||
    expand(world, tracing, sink, new Map([...assumed, [owner, null]]), depth + 1, found, budget)
  );
}

/** The requests of earlier files' functions, under the calls of them in a new file. */
export function requestsThrough(world: World, tracing: CallTracing, file: ScriptFile): Found[] {
  const found = new Map<string, Found>();
  const called = new Set<string>();
  for (const call of file.calls) {
    const name = calledName(call);
    if (name !== null) called.add(name);
  }
  // A copy, since following calls adds to the map.
  const before = Array.from(tracing.waiting);
  for (const [fn, waiting] of before) {
    if (fn.file === file) continue;
    const names = aliasesOf(world.index, fn);
    if (![...names].some((name) => called.has(name))) continue;
    startQuestion(world, new Map(), 0);
    for (const caller of callersOf(world, tracing.known, fn, names, file)) {
      for (const { sink, assumed, depth } of waiting) {
        const budget = { left: 200, steps: STEPS_PER_SINK };
        const any = expand(
          world,
          tracing,
          sink,
          new Map([...assumed, [fn, caller.frame]]),
          depth + 1,
          found,
          budget,
        );
        if (any) tracing.followed.add(caller.call.node);
      }
    }
  }
  return withoutBareBase([...found.values()], tracing.urls);
}

/** Reads a sink without its callers: where the steps of a long script are used up, most calls still give an address. */
function readWithoutFollowing(
  world: World,
  tracing: CallTracing,
  sink: Sink,
  found: Map<string, Found>,
): void {
  world.question.stepsTotal = tracing.stepsWithoutFollowing;
  const reading = readUnder(world, sink, new Map());
  if (reading && isComplete(reading, world.libraries.pathMarkers))
    addCandidates(world, sink, reading, new Map(), found);
  tracing.stepsWithoutFollowing = world.question.stepsTotal - STEPS_OF_EXPANSION;
  world.question.stepsTotal = 0;
}

function readUnder(world: World, sink: Sink, assumed: AssumedCalls): RequestReading | null {
  startQuestion(world, assumed, STEPS_PER_READING);
  return sink.read(world, { scope: sink.place.scope, at: sink.place.at, frame: null });
}

/** Whether a call goes to a function whose request is read under its callers, so that it is no request by its shape. */
export function goesThrough(world: World, tracing: CallTracing, sink: Sink): boolean {
  const { node, scope, at } = sink.place;
  if (tracing.followed.has(node)) return true;
  if (node.type !== 'CallExpression') return false;
  startQuestion(world, new Map(), STEPS_PER_READING);
  const callees = calleesOf(world, node, { scope, at, frame: null });
  return callees.some((callee) => callee.kind === 'function' && tracing.waiting.has(callee.fn));
}
