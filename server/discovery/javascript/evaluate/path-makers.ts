import { type CallNode, type Node, calleeName, unwrap } from '../syntax/ast.ts';
import { concat, concatAll } from './combine-values.ts';
import { type Value, literalOf, text, unknown } from './value.ts';
import type { Env, World } from './world.ts';

const JOINER = /^(?:url_?join|join_?(?:url|uri|path)s?|path_?join|combine_?urls?)$/i;
const PLACEHOLDER = /%[sdi]|\{(\d)\}/g;

/**
 * What a function that could not be followed makes of a path: `urlJoin('/api', id)`, `sprintf('/users/%s', id)`,
 * `'/users/{0}'.format(id)`, `generatePath('/users/:id', {id})`; `null` for all others.
 */
export function madePath(world: World, node: CallNode, env: Env): Value[] | null {
  const name = calleeName(node.callee);
  const [first, ...others] = node.arguments;
  if (node.type === 'NewExpression' || name === null || !first) return null;
  const callee = unwrap(node.callee);
  const object =
    callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? callee.object : null;
  if (JOINER.test(name) || (name === 'join' && object !== null && calleeName(object) === 'path'))
    return others.length > 0 ? joined(world, node.arguments, env) : null;
  if (name === 'format' && object !== null) {
    const filled = filledIn(world, object, node.arguments, env);
    if (filled) return filled;
  }
  return others.length > 0 ? filledIn(world, first, others, env) : null;
}

function joined(world: World, terms: readonly Node[], env: Env): Value[] {
  let values: Value[] = [text('')];
  for (const [index, term] of terms.entries()) {
    if (term.type === 'SpreadElement') break;
    const next = world.evaluate(term, env);
    values = concatAll(
      index === 0 ? values : values.map(withSlash),
      index === 0 ? next : next.map(withoutSlash),
    );
  }
  return values;
}

function withSlash(value: Value): Value {
  const last = value.kind === 'text' ? value.parts.at(-1) : undefined;
  return typeof last === 'string' && last.endsWith('/') ? value : concat(value, text('/'));
}

function withoutSlash(value: Value): Value {
  const [head, ...rest] = value.kind === 'text' ? value.parts : [];
  return value.kind === 'text' && typeof head === 'string' && head.startsWith('/')
    ? { ...value, parts: [head.slice(1), ...rest] }
    : value;
}

/** A written path with places to fill: by order, by number, or by name, which stays as it is. */
function filledIn(world: World, pattern: Node, terms: readonly Node[], env: Env): Value[] | null {
  const [written] = world.evaluate(pattern, env).map(literalOf);
  if (typeof written !== 'string' || !/^(?:https?:\/)?\/[\w{%:]/.test(written)) return null;
  if (/\/:[A-Za-z]/.test(written)) return [text(written)];
  let result: Value = text('');
  let end = 0;
  let count = 0;
  for (const match of written.matchAll(PLACEHOLDER)) {
    const term = terms[match[1] === undefined ? count : Number(match[1])];
    count += 1;
    result = concat(
      concat(result, text(written.slice(end, match.index))),
      valueOf(world, term, env),
    );
    end = match.index + match[0].length;
  }
  return count === 0 ? null : [concat(result, text(written.slice(end)))];
}

function valueOf(world: World, term: Node | undefined, env: Env): Value {
  if (!term || term.type === 'SpreadElement') return unknown('value');
  return world.evaluate(term, env)[0] ?? unknown('value');
}
