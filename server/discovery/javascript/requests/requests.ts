import { aliasesOf } from '../evaluate/aliases.ts';
import { calledName } from '../syntax/called-name.ts';
import { type Caller, type KnownCalls, callersOf } from './callers.ts';
import { type Ambient, type Found, emit } from './emit.ts';
import { calleesOf } from '../evaluate/invoke.ts';
import { isComplete, nextOwner } from './next-owner.ts';
import { withoutBareBase } from './bare-base.ts';
import type { RequestReading } from './request-reading.ts';
import type { FunctionInfo, ScriptFile } from '../syntax/scope.ts';
import type { Sink } from './sink.ts';
import { type World, ask } from '../evaluate/world.ts';

/** What is shared by all sinks of one round: the callers of each function, and which calls were followed. */
export interface Round {
  readonly callers: Map<FunctionInfo, Caller[]>;
  readonly known: KnownCalls;
  readonly followed: Set<object>;
  /** Sinks that wait for calls of a function, with the calls that lead from the sink to it. */
  readonly waiting: Map<FunctionInfo, Waiting[]>;
  /** How often a sink was read since it last gave a request. */
  readonly barren: Map<Sink, number>;
  /** Evaluation steps kept for what is read without following anything, once the others are used up. */
  sightSteps: number;
  /** Addresses that calls of wrappers gave. */
  readonly urls: Set<string>;
}

interface Waiting {
  readonly sink: Sink;
  readonly ambient: Ambient;
  readonly depth: number;
}

const DEPTH_MAX = 7;

/** Callers of a complete address can only name its parameters better. */
const COMPLETE_DEPTH_MAX = 2;

const COMPLETE_CALLERS_MAX = 40;

const STEPS_PER_READING = 6_000;

/** What following one more call costs beside the evaluation itself. */
const STEPS_OF_EXPANSION = 20;

const STEPS_PER_SINK = 150_000;

const WAITING_MAX = 200;

const EXPANSIONS_MAX = 2_500;

/** A call that has given nothing for so long is no request; following its functions through every file would cost more than all others. */
const BARREN_MAX = 1_000;

interface Budget {
  left: number;
  steps: number;
}

export function newRound(): Round {
  return {
    callers: new Map(),
    known: { callees: new Map(), handed: new Map() },
    followed: new Set(),
    waiting: new Map(),
    barren: new Map(),
    sightSteps: 0,
    urls: new Set(),
  };
}

/** The requests that a sink makes, under every call of the functions around it that can be found. */
export function requestsOf(world: World, round: Round, sink: Sink): Found[] {
  const found = new Map<string, Found>();
  const budget = { left: EXPANSIONS_MAX, steps: STEPS_PER_SINK };
  try {
    if (world.stepsTotal > 0) expand(world, round, sink, new Map(), 0, found, budget);
    else if (round.sightSteps > 0) readAtSight(world, round, sink, found);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // A stack overflow of a hostile expression; what was found before it counts.
  }
  ask(world, new Map(), 0);
  return withoutBareBase([...found.values()], round.urls);
}

/** @returns whether anything was found */
function expand(
  world: World,
  round: Round,
  sink: Sink,
  ambient: Ambient,
  depth: number,
  found: Map<string, Found>,
  budget: Budget,
): boolean {
  budget.left -= 1;
  world.stepsTotal -= STEPS_OF_EXPANSION;
  if (world.stepsTotal > 0 && world.isLate()) world.stepsTotal = 0;
  const barren = round.barren.get(sink) ?? 0;
  if (budget.left < 0 || budget.steps < 0 || world.stepsTotal <= 0 || barren > BARREN_MAX)
    return false;
  round.barren.set(sink, barren + 1);
  const reading = readUnder(world, sink, ambient);
  budget.steps -= STEPS_PER_READING - world.steps;
  if (!reading) return false;
  const complete = isComplete(reading, world.libraries.pathMarkers);
  const owner =
    depth < (complete ? COMPLETE_DEPTH_MAX : DEPTH_MAX) ? nextOwner(reading, sink, ambient) : null;
  if (!owner) {
    const any = emit(world, sink, reading, ambient, found);
    if (any) round.barren.set(sink, 0);
    return any;
  }
  wait(round, owner, { sink, ambient, depth });
  let any = false;
  const callers = callersFor(world, round, owner);
  for (const caller of complete ? callers.slice(0, COMPLETE_CALLERS_MAX) : callers) {
    if (
      !expand(
        world,
        round,
        sink,
        new Map([...ambient, [owner, caller.frame]]),
        depth + 1,
        found,
        budget,
      )
    )
      continue;
    any = true;
    round.followed.add(caller.call.node);
  }
  return (
    any ||
    expand(world, round, sink, new Map([...ambient, [owner, null]]), depth + 1, found, budget)
  );
}

function wait(round: Round, owner: FunctionInfo, waiting: Waiting): void {
  const list = round.waiting.get(owner);
  if (!list) round.waiting.set(owner, [waiting]);
  else if (list.length < WAITING_MAX) list.push(waiting);
}

/** What the calls in a new file make of the functions that earlier files defined. */
export function requestsThrough(world: World, round: Round, file: ScriptFile): Found[] {
  const found = new Map<string, Found>();
  const called = new Set<string>();
  for (const call of file.calls) {
    const name = calledName(call);
    if (name !== null) called.add(name);
  }
  // A copy: what is followed adds functions that wait.
  const before = Array.from(round.waiting);
  for (const [fn, waiting] of before) {
    if (fn.file === file) continue;
    const names = aliasesOf(world, fn);
    if (![...names].some((name) => called.has(name))) continue;
    ask(world, new Map(), 0);
    for (const caller of callersOf(world, round.known, fn, names, file)) {
      for (const { sink, ambient, depth } of waiting) {
        const budget = { left: 200, steps: STEPS_PER_SINK };
        const any = expand(
          world,
          round,
          sink,
          new Map([...ambient, [fn, caller.frame]]),
          depth + 1,
          found,
          budget,
        );
        if (any) round.followed.add(caller.call.node);
      }
    }
  }
  return withoutBareBase([...found.values()], round.urls);
}

/** What a call says by itself: of a script too long to be followed, most calls still give their address. */
function readAtSight(world: World, round: Round, sink: Sink, found: Map<string, Found>): void {
  world.stepsTotal = round.sightSteps;
  const reading = readUnder(world, sink, new Map());
  if (reading && isComplete(reading, world.libraries.pathMarkers))
    emit(world, sink, reading, new Map(), found);
  round.sightSteps = world.stepsTotal - STEPS_OF_EXPANSION;
  world.stepsTotal = 0;
}

function readUnder(world: World, sink: Sink, ambient: Ambient): RequestReading | null {
  ask(world, ambient, STEPS_PER_READING);
  return sink.read(world, { scope: sink.place.scope, at: sink.place.at, frame: null });
}

function callersFor(world: World, round: Round, fn: FunctionInfo): Caller[] {
  const known = round.callers.get(fn);
  if (known) return known;
  ask(world, new Map(), 0);
  const callers = callersOf(world, round.known, fn, aliasesOf(world, fn));
  round.callers.set(fn, callers);
  return callers;
}

/** Whether a call goes to a function that is read through its callers, so that its own looks do not count. */
export function goesThrough(world: World, round: Round, sink: Sink): boolean {
  const { node, scope, at } = sink.place;
  if (round.followed.has(node)) return true;
  if (node.type !== 'CallExpression') return false;
  ask(world, new Map(), STEPS_PER_READING);
  const callees = calleesOf(world, node, { scope, at, frame: null });
  return callees.some((callee) => callee.kind === 'function' && round.waiting.has(callee.fn));
}
