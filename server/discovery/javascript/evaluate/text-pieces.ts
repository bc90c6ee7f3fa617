import { type CallNode, type Node, calleeName, unwrap } from '../syntax/ast.ts';
import { type Value, literalOf, numberValue, text } from './value.ts';
import type { Env, World } from './world.ts';

/** `path.substring(0, path.lastIndexOf('/') + 1)`: scripts find their own folder so. Only for known texts. */
export function cutCall(
  world: World,
  name: 'substring' | 'substr' | 'slice',
  object: Node,
  node: CallNode,
  env: Env,
): Value[] | null {
  const texts = world.evaluate(object, env).map(literalOf);
  const bounds: number[] = [];
  for (const argument of node.arguments) {
    if (argument.type === 'SpreadElement') return null;
    const [bound, more] = world.evaluate(argument, env).map(literalOf);
    if (bound === null || bound === undefined || more !== undefined) return null;
    bounds.push(Number(bound));
  }
  const [from, to] = bounds;
  if (from === undefined || bounds.some(Number.isNaN) || texts.includes(null)) return null;
  return texts.map((whole) => text(cut(whole ?? '', name, from, to)));
}

function cut(
  whole: string,
  name: 'substring' | 'substr' | 'slice',
  from: number,
  to: number | undefined,
): string {
  if (name === 'substring') return whole.substring(from, to);
  if (name === 'slice') return whole.slice(from, to);
  const start = from < 0 ? Math.max(0, whole.length + from) : from;
  return whole.slice(start, to === undefined ? undefined : start + Math.max(0, to));
}

export function indexCall(
  world: World,
  name: 'indexOf' | 'lastIndexOf',
  object: Node,
  argument: Node,
  env: Env,
): Value[] | null {
  const [whole, other] = world.evaluate(object, env).map(literalOf);
  const [searched] = world.evaluate(argument, env).map(literalOf);
  if (typeof whole !== 'string' || other !== undefined || typeof searched !== 'string') return null;
  return [numberValue(whole[name](searched))];
}

/** `location.origin.split('/')[2]`: scripts read a part of an address so. Only for known texts. */
export function splitPiece(
  world: World,
  list: Node,
  names: readonly string[],
  env: Env,
): Value[] | null {
  const call = unwrap(list);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  const [separator] = call.arguments;
  const [index, otherIndex] = names;
  if (calleeName(call.callee) !== 'split' || call.callee.object.type === 'Super') return null;
  if (!separator || separator.type === 'SpreadElement') return null;
  if (index === undefined || otherIndex !== undefined || !/^\d+$/.test(index)) return null;
  const [whole, otherWhole] = world.evaluate(call.callee.object, env).map(literalOf);
  const [mark] = world.evaluate(separator, env).map(literalOf);
  if (typeof whole !== 'string' || otherWhole !== undefined || typeof mark !== 'string')
    return null;
  return [text(whole.split(mark)[Number(index)] ?? '')];
}
