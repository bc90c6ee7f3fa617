import { aliasesOf } from '../evaluate/aliases.ts';
import { startQuestion, type World } from '../evaluate/world.ts';
import type { FunctionInfo } from '../syntax/scope.ts';
import { type Caller, callersOf, type KnownCalls } from './find-callers.ts';
import type { Sink } from './sink.ts';
import type { AssumedCalls } from './to-candidates.ts';

/** What all sinks share while calls are followed: the callers of each function, and the calls that were followed. */
export interface CallTracing {
  readonly callers: Map<FunctionInfo, Caller[]>;
  readonly known: KnownCalls;
  readonly followed: Set<object>;
  /** Sinks that wait for calls of a function, with the calls that lead from the sink to it. */
  readonly waiting: Map<FunctionInfo, Waiting[]>;
  /** How many times a sink was read since it last gave a request. */
  readonly fruitless: Map<Sink, number>;
  /** Evaluation steps left for sinks that are read without following calls, once all others are used up. */
  stepsWithoutFollowing: number;
  /** Addresses found through wrappers. */
  readonly urls: Set<string>;
}

export interface Waiting {
  readonly sink: Sink;
  readonly assumed: AssumedCalls;
  readonly depth: number;
}

const WAITING_MAX = 200;

export function newTracing(): CallTracing {
  return {
    callers: new Map(),
    known: { callees: new Map(), handed: new Map() },
    followed: new Set(),
    waiting: new Map(),
    fruitless: new Map(),
    stepsWithoutFollowing: 0,
    urls: new Set(),
  };
}

/** Called before a new file is read, which may contain further callers of a function. */
export function restartTracing(tracing: CallTracing, stepsWithoutFollowing: number): void {
  tracing.callers.clear();
  tracing.known.callees.clear();
  tracing.known.handed.clear();
  tracing.stepsWithoutFollowing = stepsWithoutFollowing;
}

/** Notes that a sink is to be read again where a later file calls a function. */
export function readAgainWhenCalled(
  tracing: CallTracing,
  owner: FunctionInfo,
  waiting: Waiting,
): void {
  const list = tracing.waiting.get(owner);
  if (!list) tracing.waiting.set(owner, [waiting]);
  else if (list.length < WAITING_MAX) list.push(waiting);
}

/** The calls of a function in all files read so far. */
export function callersFor(world: World, tracing: CallTracing, fn: FunctionInfo): Caller[] {
  const known = tracing.callers.get(fn);
  if (known) return known;
  startQuestion(world, new Map(), 0);
  const callers = callersOf(world, tracing.known, fn, aliasesOf(world.index, fn));
  tracing.callers.set(fn, callers);
  return callers;
}
