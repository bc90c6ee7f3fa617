import { type CallNode, calleeName, isFunction, unwrap } from '../syntax/ast.ts';
import { namesBase } from './base-fields.ts';
import { concatAll } from './combine-values.ts';
import { unknown, type Value } from './value.ts';
import { type Env, evaluateAt, type World } from './world.ts';

/** `computed(() => `/users/${id}`)`, `useMemo(() => …, [id])`: the values that the function returns. */
export function lazyValues(world: World, node: CallNode, env: Env): Value[] {
  const [lazy, dependencies] = node.arguments;
  if (node.type !== 'CallExpression' || !lazy || !isFunction(lazy)) return [];
  if (dependencies && dependencies.type !== 'ArrayExpression') return [];
  const fn = env.scope.file.functions.get(lazy);
  if (!fn) return [];
  // `useCallback((path) => …, [])` returns the function itself.
  const itself: Value[] = dependencies ? world.evaluate(lazy, env) : [];
  if (fn.parameterNames.length > 0) return itself;
  const given = fn.returns
    .slice(0, 3)
    .flatMap((place) => evaluateAt(world, { place, frame: env.frame }));
  const kept = given.filter(
    (value) => value.kind === 'object' || (value.kind === 'text' && value.parts.length > 0),
  );
  return [...itself, ...kept];
}

/** `resolveUrl('/users')`, `apiPath('users')`: an unknown function with such a name is taken to add a base address. */
export function addressOf(
  world: World,
  node: CallNode,
  env: Env,
  missing: boolean,
): Value[] | null {
  const [argument, more] = node.arguments;
  const name = calleeName(node.callee);
  if (node.type === 'NewExpression' || !argument || more || name === null) return null;
  if (!/(?:url|uri|path|href|endpoint)$/i.test(name)) return null;
  const paths = world.evaluate(argument, env).filter(isPathLike);
  return paths.length > 0 ? concatAll([unknown('baseUrl', null, missing)], paths) : null;
}

/** Whether a value is a text that begins with a path, or a parameter. */
function isPathLike(value: Value): boolean {
  if (value.kind === 'unknown') return value.hole.owner !== null;
  const [head] = value.kind === 'text' ? value.parts : [];
  return typeof head === 'string' && head.includes('/');
}

/**
 * Dependency injection: `inject(Service)` returns an instance of the class. Checked before the function is followed,
 * since the code of an injector is long and does not lead to the class.
 */
export function injected(world: World, node: CallNode, env: Env): Value[] | null {
  if (node.type !== 'CallExpression' || node.arguments.length === 0 || node.arguments.length > 2)
    return null;
  const [argument, second] = node.arguments;
  if (argument?.type !== 'Identifier' || (second && second.type === 'ArrayExpression')) return null;
  const callee = unwrap(node.callee);
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return null;
  if (callee.type === 'MemberExpression' && calleeName(callee) === 'call') return null;
  const named = world.evaluate(argument, env);
  const cls = named.find((value) => value.kind === 'class');
  if (cls) return [{ kind: 'instance', cls: cls.cls, construct: null }];
  const missing = named.length === 1 && named[0]?.kind === 'unknown' && named[0].hole.missing;
  return missing ? [unknown(nameOfResult(node), null, true)] : null;
}

/** A name for the unknown result of a call: `token` for `getToken()` and `get('token')`. */
export function nameOfResult(node: CallNode): string {
  const name = calleeName(node.callee) ?? 'value';
  // The variable that holds a stored item has the better name.
  if (name === 'getItem') return 'value';
  const [key] = node.arguments;
  if (name === 'get' && key?.type === 'Literal' && typeof key.value === 'string') return key.value;
  if (name.startsWith('get') && name.length > 4 && !namesBase(name))
    return (name[3] ?? '').toLowerCase() + name.slice(4);
  return name;
}
