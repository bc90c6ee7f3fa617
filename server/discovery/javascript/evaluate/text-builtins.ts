import { type CallNode, type Node, calleeName, unwrap } from '../syntax/ast.ts';
import { concat, concatAll } from './combine-values.ts';
import { ABSENT, type Value, literalOf, text, unknown } from './value.ts';
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

export function cased(value: Value, upper: boolean): Value {
  const whole = literalOf(value);
  return whole === null ? value : text(upper ? whole.toUpperCase() : whole.toLowerCase());
}
