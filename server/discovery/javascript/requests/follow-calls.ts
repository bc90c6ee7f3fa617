import { aliasesOf } from '../evaluate/aliases.ts';
import { calledName } from '../syntax/called-name.ts';
import { type CallTracing, callersFor, readAgainWhenCalled } from './call-tracing.ts';
import { type Caller, callersOf } from './find-callers.ts';
import { type AssumedCalls, type Found, addCandidates } from './to-candidates.ts';
import { calleesOf } from '../evaluate/invoke.ts';
import { isComplete, nextOwner } from './next-owner.ts';
import { withoutBareBase } from './bare-base.ts';
import type { RequestReading } from './request-reading.ts';
import type { FunctionInfo, ScriptFile } from '../syntax/scope.ts';
import type { Sink } from './sink.ts';
import { type World, startQuestion } from '../evaluate/world.ts';

const DEPTH_MAX = 7;

/**
 * Levels of callers that are followed for a complete address, since they can only give better names to its parameters.
 */
const COMPLETE_DEPTH_MAX = 2;

const COMPLETE_CALLERS_MAX = 40;

const STEPS_PER_READING = 6_000;

/** Steps that following a call takes, besides those of the evaluation. */
const STEPS_OF_EXPANSION = 20;

const STEPS_PER_SINK = 150_000;

const EXPANSIONS_MAX = 2_500;

/** A sink that was read so many times without a request makes none. Going on would take more steps than all others. */
const FRUITLESS_MAX = 1_000;

interface Budget {
  left: number;
  steps: number;
}

/** One sink that is read under the callers of the functions around it, and the requests that it gave. */
interface Following {
  readonly world: World;
  readonly tracing: CallTracing;
  readonly sink: Sink;
  readonly found: Map<string, Found>;
  readonly budget: Budget;
}

/** The requests that a sink makes, under every call of the functions around it that can be found. */
export function requestsOf(world: World, tracing: CallTracing, sink: Sink): Found[] {
  const found = new Map<string, Found>();
  const budget = { left: EXPANSIONS_MAX, steps: STEPS_PER_SINK };
  const { question } = world;
  try {
    if (question.stepsTotal > 0) expand({ world, tracing, sink, found, budget }, new Map(), 0);
    // The steps may have been used up by this call.
    if (found.size === 0 && question.stepsTotal <= 0 && tracing.stepsWithoutFollowing > 0)
      readWithoutFollowing(world, tracing, sink, found);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // A hostile expression overflowed the stack. What was found before counts.
  }
  startQuestion(world, new Map(), 0);
  return withoutBareBase([...found.values()], tracing.urls);
}

/** @returns whether anything was found */
function expand(following: Following, assumed: AssumedCalls, depth: number): boolean {
  const { world, tracing, sink, found } = following;
  if (!takeStep(following)) return false;
  const reading = readUnder(world, sink, assumed);
  following.budget.steps -= STEPS_PER_READING - world.question.steps;
  if (!reading) return false;
  const complete = isComplete(reading, world.libraries.pathMarkers);
  const depthMax = complete ? COMPLETE_DEPTH_MAX : DEPTH_MAX;
  const owner = depth < depthMax ? nextOwner(reading, sink, assumed) : null;
  if (!owner) {
    const any = addCandidates(world, sink, reading, assumed, found);
    if (any) tracing.fruitless.set(sink, 0);
    return any;
  }
  readAgainWhenCalled(tracing, owner, { sink, assumed, depth });
  let any = false;
  const callers = callersFor(world, tracing, owner);
  for (const caller of complete ? callers.slice(0, COMPLETE_CALLERS_MAX) : callers)
    if (expandUnder(following, owner, caller, assumed, depth)) any = true;
  return any || expand(following, new Map([...assumed, [owner, null]]), depth + 1);
}

/** Counts one more reading of a sink. `false` where the steps of the sink, the script or the run are used up. */
function takeStep({ world: { question, isLate }, tracing, sink, budget }: Following): boolean {
  budget.left -= 1;
  question.stepsTotal -= STEPS_OF_EXPANSION;
  if (question.stepsTotal > 0 && isLate()) question.stepsTotal = 0;
  const fruitless = tracing.fruitless.get(sink) ?? 0;
  const isOver = budget.left < 0 || budget.steps < 0 || question.stepsTotal <= 0;
  if (isOver || fruitless > FRUITLESS_MAX) return false;
  tracing.fruitless.set(sink, fruitless + 1);
  return true;
}

function expandUnder(
  following: Following,
  owner: FunctionInfo,
  { call, frame }: Caller,
  assumed: AssumedCalls,
  depth: number,
): boolean {
  const any = expand(following, new Map([...assumed, [owner, frame]]), depth + 1);
  if (any) following.tracing.followed.add(call.node);
  return any;
}

/** The requests of earlier files' functions, under the calls of them in a new file. */
export function requestsThrough(world: World, tracing: CallTracing, file: ScriptFile): Found[] {
  const found = new Map<string, Found>();
  const called = new Set(file.calls.map(calledName));
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
        expandUnder({ world, tracing, sink, found, budget }, fn, caller, assumed, depth);
      }
    }
  }
  return withoutBareBase([...found.values()], tracing.urls);
}

/** Reads a sink without its callers, where the steps of a long script are used up. Most calls still give an address. */
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

/**
 * Whether a call goes to a function whose request is read under its callers. Then the call is not listed by its shape.
 */
export function goesThrough(world: World, tracing: CallTracing, sink: Sink): boolean {
  const { node, scope, at } = sink.place;
  if (tracing.followed.has(node)) return true;
  if (node.type !== 'CallExpression') return false;
  startQuestion(world, new Map(), STEPS_PER_READING);
  const callees = calleesOf(world, node, { scope, at, frame: null });
  return callees.some((callee) => callee.kind === 'function' && tracing.waiting.has(callee.fn));
}
