import { type CallNode, type Node, calleeName, unwrap } from '../syntax/ast.ts';
import { concat, concatAll } from './combine-values.ts';
import { ABSENT, type Value, literalOf, numberValue, text, unknown } from './value.ts';
import type { Env, World } from './world.ts';

export function concatCall(world: World, object: Node, node: CallNode, env: Env): Value[] | null {
  let values = world.evaluate(object, env);
  if (values.some((value) => value.kind === 'array')) {
    const items = [object, ...node.arguments]
      .flatMap((item) => (item.type === 'SpreadElement' ? [] : world.evaluate(item, env)))
      .flatMap((value) => (value.kind === 'array' ? value.items : []));
    return [{ kind: 'array', items }];
  }
  for (const item of node.arguments)
    if (item.type !== 'SpreadElement') values = concatAll(values, world.evaluate(item, env));
  return values;
}

export function joinCall(
  world: World,
  object: Node,
  separator: Node | null,
  env: Env,
): Value[] | null {
  let list = unwrap(object);
  if (
    list.type === 'CallExpression' &&
    list.callee.type === 'MemberExpression' &&
    calleeName(list.callee) === 'filter' &&
    list.callee.object.type !== 'Super'
  )
    list = list.callee.object;
  const glue = separator ? world.evaluate(separator, env).map(literalOf)[0] : ',';
  if (glue === null || glue === undefined) return null;
  const array = world.evaluate(list, env).find((value) => value.kind === 'array');
  // A list that begins empty is filled by code that is not followed.
  if (!array || array.items.length === 0) return null;
  let values: Value[] = [text('')];
  for (const [index, item] of array.items.entries()) {
    const next = world
      .evaluate(item.place.node, { scope: item.place.scope, at: item.place.at, frame: item.frame })
      .filter((value) => value !== ABSENT);
    if (index > 0) values = values.map((value) => concat(value, text(glue)));
    values = concatAll(values, next.length > 0 ? next : [text('')]);
  }
  return values;
}

/**
 * `'/users/:id'.replace(':id', id)` inserts a parameter. A replacement by a regular expression is taken to change
 * nothing.
 */
export function replaceCall(world: World, object: Node, node: CallNode, env: Env): Value[] | null {
  const [from, to] = node.arguments;
  const values = world.evaluate(object, env);
  if (!from || !to || from.type === 'SpreadElement' || to.type === 'SpreadElement') return values;
  const searched = world.evaluate(from, env).map(literalOf)[0];
  if (isSlashRun(from)) return values.map(withSingleSlashes);
  const isPattern = from.type === 'Literal' && typeof from.value !== 'string';
  if (isPattern || !searched) return values;
  const replacement = world.evaluate(to, env)[0] ?? unknown('value');
  return values.map((value) => replaceIn(value, searched, replacement));
}

/** Whether a regular expression finds repeated slashes, as `/\/+/g`: then `//users` is a path and no host. */
function isSlashRun(node: Node): boolean {
  return (
    node.type === 'Literal' &&
    'regex' in node &&
    ['\\/+', '\\/\\/+', '\\/{2,}', '\\/\\/'].includes(node.regex.pattern)
  );
}

function withSingleSlashes(value: Value): Value {
  if (value.kind !== 'text') return value;
  const parts = value.parts.map((part) =>
    typeof part === 'string' ? part.replaceAll(/\/{2,}/g, '/') : part,
  );
  return { ...value, parts };
}

function replaceIn(value: Value, searched: string, replacement: Value): Value {
  if (value.kind !== 'text') return value;
  let result: Value = text('');
  for (const part of value.parts) {
    if (typeof part !== 'string' || !part.includes(searched)) {
      result = concat(result, { kind: 'text', parts: [part], primitive: 'string' });
      continue;
    }
    const at = part.indexOf(searched);
    result = concat(
      concat(concat(result, text(part.slice(0, at))), replacement),
      text(part.slice(at + searched.length)),
    );
  }
  return result;
}

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

export function cased(value: Value, upper: boolean): Value {
  const whole = literalOf(value);
  return whole === null ? value : text(upper ? whole.toUpperCase() : whole.toLowerCase());
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
