import { calleeName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/called-name.ts';
import type { CallSite, Place } from '../syntax/scope.ts';
import type { Env, World } from '../evaluate/world.ts';
import type { RequestReading } from './request-reading.ts';

/** Reads the request of a sink; `null` where it turns out to be none. */
export type Read = (world: World, env: Env) => RequestReading | null;

/** A place in a script that may make a request. */
export interface Sink {
  readonly place: Place;
  readonly read: Read;
  /** Recognized by its shape only. Not listed where it calls a known function that makes the request. */
  readonly guessed: boolean;
}

export interface Recognized {
  readonly read: Read;
  readonly guessed?: boolean;
  /** Where `read` gives `null`, the next library that recognizes the call reads it. */
  readonly tentative?: boolean;
}

/** A call, with the properties that most recognizers need. */
export interface RequestCall extends CallSite {
  /** Name of the function that is called: `get`, `fetch`. */
  readonly name: string | null;
  readonly first: Node | undefined;
  readonly isNew: boolean;
  /** `object.name(…)` */
  readonly isMember: boolean;
}

export function requestCall(call: CallSite, name = calledName(call)): RequestCall {
  return {
    ...call,
    name,
    first: call.node.arguments[0],
    isNew: call.node.type === 'NewExpression',
    isMember: unwrap(call.node.callee).type === 'MemberExpression',
  };
}

/**
 * The object of `http.get(…)` with its name. In `client().get(…)` that is the name of the function that makes the
 * object.
 */
export function receiverOf({ node }: CallSite): { name: string; object: Node } | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const object = unwrap(callee.object);
  const named = object.type === 'CallExpression' ? object.callee : object;
  return { name: calleeName(named) ?? '', object };
}
