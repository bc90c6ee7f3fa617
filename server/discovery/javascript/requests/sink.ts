import { calleeName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/called-name.ts';
import type { CallSite, Place } from '../syntax/scope.ts';
import type { Env, World } from '../evaluate/world.ts';
import type { RequestReading } from './request-reading.ts';

/** Reads what is asked for; `null` where it turns out to be no request. */
export type Read = (world: World, env: Env) => RequestReading | null;

/** A place where a request may leave the page. */
export interface Sink {
  readonly place: Place;
  readonly read: Read;
  /** Known by its shape only: not listed where the function that it calls is known and makes the request itself. */
  readonly guessed: boolean;
}

export interface Recognized {
  readonly read: Read;
  readonly guessed?: boolean;
  /** Where `read` gives `null`, the next that recognizes the call reads it. */
  readonly tentative?: boolean;
}

/** A call, with what most recognizers ask of it. */
export interface RequestCall extends CallSite {
  /** Of what is called: `get`, `fetch`. */
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

/** `http` of `http.get(…)`, and its name. `client().get(…)` has the name of the function that makes it. */
export function receiverOf({ node }: CallSite): { name: string; object: Node } | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const object = unwrap(callee.object);
  const named = object.type === 'CallExpression' ? object.callee : object;
  return { name: calleeName(named) ?? '', object };
}
