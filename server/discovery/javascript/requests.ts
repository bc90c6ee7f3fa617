import type { ApiType, EndpointParameters } from '../../../shared/discovery.ts';
import type { Candidate } from '../findings.ts';
import { toAddress, type Address } from './address.ts';
import { aliasesOf } from './aliases.ts';
import { bodyOf, queryOf } from './parameters.ts';
import { calledName } from './called-name.ts';
import { callersOf, type Caller } from './callers.ts';
import { calleesOf } from './invoke.ts';
import { isGraphqlPath } from './graphql-documents.ts';
import { readSink, type RequestReading } from './read-sink.ts';
import type { FunctionInfo, ScriptFile } from './scope.ts';
import { HTTP_METHODS, type Sink } from './sinks.ts';
import { literalOf, ownersOf, partsOf, type Frame, type Value } from './value.ts';
import { isMarker } from './strings.ts';
import { ask, type World } from './world.ts';

export interface Found {
  readonly candidate: Candidate;
  /** Waits for a file that has not been read: better given at the end. */
  readonly provisional: boolean;
}

/** What is shared by all sinks of one round: the callers of each function, and which calls were followed. */
export interface Round {
  readonly callers: Map<FunctionInfo, Caller[]>;
  readonly followed: Set<object>;
  /** Sinks that wait for calls of a function, with the calls that lead from the sink to it. */
  readonly waiting: Map<FunctionInfo, Waiting[]>;
}

interface Waiting {
  readonly sink: Sink;
  readonly ambient: Ambient;
  readonly depth: number;
}

type Ambient = ReadonlyMap<FunctionInfo, Frame | null>;

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

interface Budget {
  left: number;
  steps: number;
}

export function newRound(): Round {
  return { callers: new Map(), followed: new Set(), waiting: new Map() };
}

/** The requests that a sink makes, under every call of the functions around it that can be found. */
export function requestsOf(world: World, round: Round, sink: Sink): Found[] {
  const found = new Map<string, Found>();
  const budget = { left: EXPANSIONS_MAX, steps: STEPS_PER_SINK };
  try {
    expand(world, round, sink, new Map(), 0, found, budget);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // A stack overflow of a hostile expression; what was found before it counts.
  }
  ask(world, new Map(), 0);
  return [...found.values()];
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
  if (budget.left < 0 || budget.steps < 0 || world.stepsTotal < 0) return false;
  const reading = readUnder(world, sink, ambient);
  budget.steps -= STEPS_PER_READING - world.steps;
  if (!reading) return false;
  const complete = isComplete(reading);
  const owner =
    depth < (complete ? COMPLETE_DEPTH_MAX : DEPTH_MAX) ? nextOwner(reading, sink, ambient) : null;
  if (!owner) return emit(world, sink, reading, ambient, found);
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
  for (const [fn, waiting] of [...round.waiting]) {
    if (fn.file === file) continue;
    const names = aliasesOf(world, fn);
    if (![...names].some((name) => called.has(name))) continue;
    ask(world, new Map(), 0);
    for (const caller of callersOf(world, fn, names, file)) {
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
  return [...found.values()];
}

function readUnder(world: World, sink: Sink, ambient: Ambient): RequestReading | null {
  ask(world, ambient, STEPS_PER_READING);
  return readSink(world, sink, { scope: sink.place.scope, at: sink.place.at, frame: null });
}

/** The function whose call would tell most: the innermost one around the sink, else any. */
/** Whether every address names an endpoint already, whatever its parameters are called. */
function isComplete(reading: RequestReading): boolean {
  return reading.urls.every((value) => {
    const parts = value.kind === 'text' ? value.parts : [];
    const head = parts.find((part) => typeof part === 'string' || part.owner !== null);
    if (typeof head !== 'string' || !head.startsWith('/')) return false;
    const full = head.split('/').slice(1, -1);
    return full.some((segment) => segment !== '' && !isMarker(segment));
  });
}

function nextOwner(reading: RequestReading, sink: Sink, ambient: Ambient): FunctionInfo | null {
  const owners = ownersOf(reading.urls);
  if (typeof reading.methods !== 'string')
    for (const owner of ownersOf(reading.methods)) owners.add(owner);
  if (owners.size === 0)
    for (const owner of ownersOf([...reading.body, ...reading.query])) owners.add(owner);
  let fn = sink.place.scope.fn;
  while (fn) {
    if (owners.has(fn) && !ambient.has(fn)) return fn;
    fn = fn.scope.fn;
  }
  for (const owner of owners) if (!ambient.has(owner)) return owner;
  return null;
}

function callersFor(world: World, round: Round, fn: FunctionInfo): Caller[] {
  const known = round.callers.get(fn);
  if (known) return known;
  ask(world, new Map(), 0);
  const callers = callersOf(world, fn, aliasesOf(world, fn));
  round.callers.set(fn, callers);
  return callers;
}

function emit(
  world: World,
  sink: Sink,
  reading: RequestReading,
  ambient: Ambient,
  found: Map<string, Found>,
): boolean {
  const wrapped = [...ambient.values()].some((frame) => frame !== null);
  const confidence = wrapped ? Math.min(0.7, reading.confidence) : reading.confidence;
  const env = { scope: sink.place.scope, at: sink.place.at, frame: null };
  const body = bodyOf(world, reading.body, env);
  const query = queryOf(world, reading.query, env);
  let any = false;
  for (const value of reading.urls) {
    const parts = urlParts(value);
    const address = parts ? toAddress(parts, world.documentBase, reading.typed) : null;
    if (!address) continue;
    for (const method of methodsOf(reading)) {
      any = true;
      const parameters: EndpointParameters = {
        path: address.path,
        query: [...new Set([...address.query, ...query])],
        body: method === 'GET' || method === 'HEAD' ? {} : body,
      };
      const candidate: Candidate = {
        method,
        url: address.url,
        apiType: kindOf(reading.apiType, address.url, body),
        parameters,
        confidence: confidenceOf(confidence, address, wrapped),
        file: sink.place.scope.file.url,
        technique: 'jsonrpc' in body ? 'json-rpc' : wrapped ? 'wrapper-call' : reading.technique,
      };
      found.set(`${method} ${address.url}`, {
        candidate,
        provisional: address.provisional || address.open || reading.waits === true,
      });
    }
  }
  return any;
}

function confidenceOf(confidence: number, address: Address, wrapped: boolean): number {
  if (wrapped && address.bare) return 0.35;
  if (address.open && endsInBase(address.url)) return 0.35;
  return address.guessed ? Math.min(confidence, 0.65) : confidence;
}

/** `/api` or `/api/v1`: what wrappers put in front. */
function endsInBase(url: string): boolean {
  return isMarker(url.slice(url.lastIndexOf('/') + 1)) && !isGraphqlPath(url);
}

function kindOf(apiType: ApiType, url: string, body: Record<string, string>): ApiType {
  if (apiType !== 'rest') return apiType;
  if ('jsonrpc' in body) return 'rpc';
  if (isGraphqlPath(url)) return 'graphql';
  return url.includes('/odata/') ? 'odata' : 'rest';
}

function urlParts(value: Value) {
  if (value.kind === 'text' || value.kind === 'unknown') return partsOf(value);
  return null;
}

function methodsOf(reading: RequestReading): (string | null)[] {
  if (typeof reading.methods === 'string') return [reading.methods];
  const names = new Set<string | null>();
  for (const value of reading.methods) {
    const name = (literalOf(value) ?? '').toUpperCase();
    names.add(HTTP_METHODS.has(name) ? name : null);
  }
  if (names.size > 1) names.delete(null);
  return [...names];
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
