import { type CallNode, isFunction, unwrap } from '../syntax/ast.ts';
import { makeFrame } from '../evaluate/frames.ts';
import { calleesOf } from '../evaluate/invoke.ts';
import type { CallSite, FunctionInfo, ScriptFile } from '../syntax/scope.ts';
import type { Frame, Value } from '../evaluate/value.ts';
import type { World } from '../evaluate/world.ts';
import { type Handed, handedBy, keyFrame } from './handed-functions.ts';

export interface Caller {
  readonly call: CallSite;
  readonly frame: Frame;
}

const CALLERS_MAX = 1_500;
const STEPS_PER_CALL = 300;
/** A call of a method of an unknown object counts for every function of that name, if there are not more. */
const NAMESAKES_MAX = 3;
/** Methods that collections have too. A call of one counts only where its object is known. */
const VERBS = new Set(
  'get post put patch delete head options request load save send fetch remove update'.split(' '),
);
/** Names so common that a call on an unknown object tells nothing about the function. */
const TOO_COMMON = new Set(
  (
    'then call apply bind next map filter forEach push set has add on off emit render ' +
    'init toString value close open run constructor default replace split join then ' +
    'catch finally resolve reject subscribe test exec extend create includes indexOf ' +
    'slice'
  ).split(' '),
);

/** Results by call. They are kept, since hundreds of functions may share a name and look at the same calls. */
export interface KnownCalls {
  readonly callees: Map<CallNode, Value[]>;
  readonly handed: Map<CallNode, Handed[]>;
}

/** Every recognizable call of `fn` in the files read so far. @param only limits it to the calls in one file */
export function callersOf(
  world: World,
  known: KnownCalls,
  fn: FunctionInfo,
  aliases: ReadonlySet<string>,
  only: ScriptFile | null = null,
): Caller[] {
  const out: Caller[] = [];
  for (const name of namesOf(fn, aliases)) {
    const direct = fn.home?.kind === 'class' && fn.home.isConstructor;
    for (const call of world.index.callsByName.get(name) ?? []) {
      if (out.length >= CALLERS_MAX || world.question.stepsTotal <= 0) return out;
      if (only && call.scope.file !== only) continue;
      world.question.steps = STEPS_PER_CALL;
      const frame = direct
        ? constructorFrame(world, fn, call)
        : callFrame(world, known, fn, call, name);
      if (frame) out.push({ call, frame });
    }
    for (const call of world.index.callsWith.get(name) ?? []) {
      if (out.length >= CALLERS_MAX || world.question.stepsTotal <= 0) return out;
      if (!only || call.scope.file === only) out.push(...keyCallers(world, known, fn, call));
    }
  }
  if (fn.handedTo && (!only || fn.handedTo.scope.file === only))
    out.push(...keyCallers(world, known, fn, fn.handedTo));
  return out;
}

function keyCallers(world: World, known: KnownCalls, fn: FunctionInfo, call: CallSite): Caller[] {
  let handed = known.handed.get(call.node);
  if (!handed) known.handed.set(call.node, (handed = handedBy(world, call)));
  return handed
    .filter((each) => each.fn === fn)
    .map((each) => ({ call, frame: keyFrame(world, each) }));
}

function namesOf(fn: FunctionInfo, aliases: ReadonlySet<string>): Set<string> {
  const names = new Set([...fn.names, ...aliases]);
  if (fn.home?.kind === 'class' && fn.home.isConstructor) {
    names.add('super');
    if (fn.home.cls.name !== null) names.add(fn.home.cls.name);
  }
  return names;
}

function calledBy(world: World, { callees }: KnownCalls, { node, scope, at }: CallSite): Value[] {
  const known = callees.get(node);
  if (known) return known;
  const values = calleesOf(world, node, { scope, at, frame: null });
  callees.set(node, values);
  return values;
}

function callFrame(
  world: World,
  known: KnownCalls,
  fn: FunctionInfo,
  call: CallSite,
  name: string,
): Frame | null {
  const env = { scope: call.scope, at: call.at, frame: null };
  const called = calledBy(world, known, call);
  let elsewhere = false;
  for (const callee of called) {
    if (callee.kind === 'function') {
      if (callee.fn === fn) {
        const self: Value | null =
          call.node.type === 'NewExpression' ? { kind: 'made', fn, construct: null } : callee.self;
        return makeFrame(world, fn, call.node, env, self, callee.frame);
      }
      elsewhere = true;
    } else if (callee.kind === 'class' || callee.kind === 'global') elsewhere = true;
  }
  if (called.some((callee) => callee.kind === 'unknown' && callee.hole.missing)) return null;
  if (VERBS.has(name)) return null;
  if (elsewhere || !isPropertyCall(call) || TOO_COMMON.has(name) || name.length < 2) return null;
  if ((world.index.functionsByName.get(name)?.length ?? 0) > NAMESAKES_MAX) return null;
  return makeFrame(world, fn, call.node, env, null, null);
}

function isPropertyCall(call: CallSite): boolean {
  const callee = unwrap(call.node.callee);
  if (callee.type !== 'MemberExpression') return false;
  // A method of a text, list or regular expression belongs to the language.
  const object = callee.object.type === 'Super' ? null : unwrap(callee.object);
  return (
    object !== null &&
    object.type !== 'Literal' &&
    object.type !== 'TemplateLiteral' &&
    object.type !== 'ArrayExpression' &&
    !isFunction(object)
  );
}

function constructorFrame(world: World, fn: FunctionInfo, call: CallSite): Frame | null {
  const cls = fn.home?.kind === 'class' ? fn.home.cls : null;
  if (!cls) return null;
  const env = { scope: call.scope, at: call.at, frame: null };
  if (call.node.callee.type === 'Super') {
    const own = classAround(call);
    const parent = own?.node.superClass
      ? world.evaluate(own.node.superClass, { ...env, scope: own.scope })
      : [];
    return parent.some((value) => value.kind === 'class' && value.cls === cls)
      ? makeFrame(world, fn, call.node, env, null, null)
      : null;
  }
  if (call.node.type !== 'NewExpression') return null;
  const made = world.evaluate(call.node.callee, env);
  return made.some((value) => value.kind === 'class' && value.cls === cls)
    ? makeFrame(world, fn, call.node, env, null, null)
    : null;
}

function classAround(call: CallSite) {
  let { fn } = call.scope;
  while (fn?.arrow) fn = fn.scope.fn;
  return fn?.home?.kind === 'class' ? fn.home.cls : null;
}
