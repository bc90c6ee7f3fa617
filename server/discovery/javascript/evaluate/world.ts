import type { ApiType } from '../../vocabulary.ts';
import type { CallNode, Node } from '../syntax/ast.ts';
import type { FunctionInfo, Scope, SyntaxLibraries } from '../syntax/scope.ts';
import type { Index } from './script-index.ts';
import type { Frame, Located, Value } from './value.ts';

/** Where an expression is evaluated. */
export interface Env {
  readonly scope: Scope;
  readonly at: number;
  readonly frame: Frame | null;
}

/** What a library's function returns; `null` where the call is to another function of that name. */
export type Maker = (world: World, node: CallNode, env: Env) => Value[] | null;

/** A global that requests are made with. */
export interface Requester {
  readonly technique: string;
  readonly defaultBase?: (world: World) => readonly Value[] | null;
}

/**
 * The declarations of all libraries in clients/, so that no other room names a library. `client.ts` describes each
 * field.
 */
export interface Libraries extends SyntaxLibraries {
  readonly globals: ReadonlySet<string>;
  readonly packages: ReadonlyMap<string, string>;
  readonly requesters: ReadonlyMap<string, Requester>;
  /** The global that sets the property on itself, by the name of the property. */
  readonly ownProperties: ReadonlyMap<string, string>;
  readonly services: ReadonlySet<string>;
  readonly receiverNames: ReadonlySet<string>;
  readonly receiverWords: readonly string[];
  readonly verbs: ReadonlyMap<string, string>;
  readonly baseKeys: readonly string[];
  readonly queryKeys: readonly string[];
  readonly bodyKeys: readonly string[];
  readonly serializers: ReadonlySet<string>;
  readonly queryClasses: ReadonlySet<string>;
  readonly pathMarkers: ReadonlyMap<string, ApiType>;
  readonly makers: ReadonlyMap<string, readonly Maker[]>;
}

/** Results that hold for every question, until another file is read. */
export interface Memory {
  /** Expressions that depend on no parameter. */
  readonly values: Map<Node, Value[]>;
  /** Properties that are assigned to the object, class or function that a node makes. */
  readonly members: Map<Node, Map<string, Located[]>>;
  readonly exports: Map<FunctionInfo, Map<string, Located>>;
  readonly fields: Map<string, Value[]>;
  readonly constructions: Map<FunctionInfo, readonly Frame[]>;
}

/** The question that is being answered: which calls are assumed, and how many steps are left. */
export interface Question {
  /**
   * By function: the call that gives the values of its parameters. `null`: no call, so that its parameters stay
   * unknown.
   */
  assumed: ReadonlyMap<FunctionInfo, Frame | null>;
  /** Results that hold for this question only. */
  readonly local: Map<Frame | null, Map<Node, Value[]>>;
  /** Evaluation steps left for this question, and for all. */
  steps: number;
  stepsTotal: number;
  depth: number;
  /** Number of the newest frame. */
  serial: number;
  /**
   * Number of the oldest frame that the running evaluation depends on; 0 where it depends on the assumed calls. A
   * result that depends only on frames that were made while it was computed holds for every question, and is kept in
   * memory.
   */
  oldest: number;
}

/** Everything that an evaluation reads and writes. */
export interface World {
  readonly documentBase: URL;
  readonly libraries: Libraries;
  /** Whether the time for following calls is used up. */
  readonly isLate: () => boolean;
  readonly index: Index;
  readonly memory: Memory;
  readonly question: Question;
  /** The first few calls of a constructor. */
  constructions(fn: FunctionInfo): readonly Frame[];
  evaluate(node: Node, env: Env): Value[];
  property(value: Value, name: string, env: Env): Value[];
}

function envOf(located: Located): Env {
  return { scope: located.place.scope, at: located.place.at, frame: located.frame };
}

/** Evaluates an expression with the call that belongs to it. */
export function evaluateAt(world: World, located: Located): Value[] {
  return world.evaluate(located.place.node, envOf(located));
}

/** The call of `fn` around `frame`, else the assumed call; `undefined` where there is neither. */
export function frameOf(
  world: World,
  fn: FunctionInfo,
  frame: Frame | null,
): Frame | null | undefined {
  let current = frame;
  while (current) {
    if (current.fn === fn) return current;
    current = current.outer;
  }
  return world.question.assumed.get(fn);
}

/** Begins a question: the calls that are assumed, and how many steps may be spent. */
export function startQuestion(
  world: World,
  assumed: ReadonlyMap<FunctionInfo, Frame | null>,
  steps: number,
): void {
  const { question } = world;
  question.assumed = assumed;
  question.steps = steps;
  question.depth = 0;
  question.local.clear();
}

/** Notes that the running evaluation depends on a frame. */
export function dependOn(world: World, serial: number): void {
  if (serial < world.question.oldest) world.question.oldest = serial;
}

/** Notes that a value refers to a frame that is read later. */
export function dependOnFrame(world: World, frame: Frame | null): void {
  if (frame) dependOn(world, frame.oldest);
}

export function nextSerial(world: World): number {
  world.question.serial += 1;
  return world.question.serial;
}
