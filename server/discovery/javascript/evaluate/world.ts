import type { ApiType } from '../../vocabulary.ts';
import type { CallNode, Node } from '../syntax/ast.ts';
import type {
  Binding,
  CallSite,
  FunctionInfo,
  PropertyStore,
  Scope,
  ScriptFile,
  SyntaxLibraries,
} from '../syntax/scope.ts';
import type { Frame, Located, Value } from './value.ts';

/** Where an expression is evaluated. */
export interface Env {
  readonly scope: Scope;
  readonly at: number;
  readonly frame: Frame | null;
}

/** `name` in `scope` is also known as `alias`, a variable of `target` or (`null`) a property. */
export interface Alias {
  readonly scope: Scope;
  readonly alias: string;
  readonly target: Scope | null;
}

/** What a library's function returns; `null` where the call is to another function of that name. */
export type Maker = (world: World, node: CallNode, env: Env) => Value[] | null;

/** A global that requests are made with. */
export interface Requester {
  readonly technique: string;
  readonly defaultBase?: (world: World) => readonly Value[] | null;
}

/** What the libraries in clients/ declare, so that nothing else has to name one. Each field is described there. */
export interface Libraries extends SyntaxLibraries {
  readonly globals: ReadonlySet<string>;
  readonly packages: ReadonlyMap<string, string>;
  readonly requesters: ReadonlyMap<string, Requester>;
  /** To the global that sets the property on itself. */
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

/** What the files read so far contain, by name. Only `index-file.ts` writes it. */
export interface Index {
  readonly files: ScriptFile[];
  readonly byUrl: Map<string, ScriptFile>;
  /** Names that classic scripts share, and what is put on `window`. */
  readonly globals: Map<string, Binding>;
  readonly stores: Map<string, PropertyStore[]>;
  /** Of the stores, `object.name = value` only. */
  readonly targetStores: Map<string, PropertyStore[]>;
  /** Variables that hold a library in a bundle that contains it, with the library's usual global name. */
  readonly shortened: Map<Binding, string>;
  /** `super(…)` by the constructor it stands in. */
  readonly superCalls: Map<FunctionInfo, CallSite>;
  readonly aliases: Map<string, Alias[]>;
  readonly importsByName: Map<
    string,
    { file: ScriptFile; local: string; source: string; scope: Scope }[]
  >;
  readonly callsByName: Map<string, CallSite[]>;
  readonly newsByName: Map<string, CallSite[]>;
  /** Calls with a path and a function after it as arguments, by the function's name. */
  readonly callsWith: Map<string, CallSite[]>;
  readonly functionsByName: Map<string, FunctionInfo[]>;
  readonly modules: Map<string, FunctionInfo>;
}

/** Answers that hold whatever is asked, until another file is read. */
export interface Memory {
  /** Expressions that depend on no parameter. */
  readonly values: Map<Node, Value[]>;
  /** Properties that were assigned to the object, class or function that a node makes. */
  readonly members: Map<Node, Map<string, Located[]>>;
  readonly exports: Map<FunctionInfo, Map<string, Located>>;
  readonly fields: Map<string, Value[]>;
  readonly constructions: Map<FunctionInfo, readonly Frame[]>;
}

/** What is being asked, and what it may still cost. */
export interface Question {
  /** For functions that no evaluated call leads into: the call that is assumed; `null`: none, parameters stay unknown. */
  assumed: ReadonlyMap<FunctionInfo, Frame | null>;
  /** What was found for this question. */
  readonly local: Map<Frame | null, Map<Node, Value[]>>;
  /** Evaluation steps left for this question, and for all. */
  steps: number;
  stepsTotal: number;
  depth: number;
  /** Number of the newest frame. */
  serial: number;
  /**
   * Number of the oldest frame that the running evaluation depends on; 0: it depends on the assumed calls. A result
   * that only depends on frames made while it was computed always holds, and is kept.
   */
  oldest: number;
}

/** What an evaluation has to do with. */
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

/** Evaluates an expression where it stands. */
export function evaluateAt(world: World, located: Located): Value[] {
  return world.evaluate(located.place.node, envOf(located));
}

/** The call of `fn` that `frame` is within, else the one that is assumed; `undefined` where there is neither. */
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

/** Notes that a value holds a frame, which is read later. */
export function dependOnFrame(world: World, frame: Frame | null): void {
  if (frame) dependOn(world, frame.oldest);
}

export function nextSerial(world: World): number {
  world.question.serial += 1;
  return world.question.serial;
}
