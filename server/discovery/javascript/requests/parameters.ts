import { type Node, keyName } from '../syntax/ast.ts';
import { keysOf } from '../evaluate/object-keys.ts';
import type { Value } from '../evaluate/value.ts';
import type { World } from '../evaluate/world.ts';

const KEYS_MAX = 60;

/** Names of query parameters: keys of `params: {…}`, of URLSearchParams, or of a text `a=1&b=2`. */
export function queryOf(world: World, values: readonly Value[]): string[] {
  const names = new Set<string>();
  for (const value of values)
    for (const key of keysOf(world, value)) if (key.length <= 64) names.add(key);
  return [...names].slice(0, KEYS_MAX);
}

/** Keys of a body, with their types where the expression shows them. */
export function bodyOf(world: World, values: readonly Value[]): Record<string, string> {
  const body: [string, string][] = [];
  for (const value of values) collectBody(world, value, body, 0);
  return Object.fromEntries(body.slice(0, KEYS_MAX));
}

function collectBody(world: World, value: Value, body: [string, string][], depth: number): void {
  if (depth > 5) return;
  if (value.kind === 'json')
    for (const inner of value.of) collectBody(world, inner, body, depth + 1);
  else if (value.kind === 'merged')
    for (const source of value.sources) collectBody(world, source, body, depth + 1);
  else if (value.kind === 'object' && value.place.node.type === 'ObjectExpression') {
    for (const entry of value.place.node.properties) {
      const name = entry.type === 'Property' ? keyName(entry.key, entry.computed) : null;
      if (entry.type === 'Property' && name !== null) body.push([name, typeOf(entry.value)]);
    }
  } else for (const key of keysOf(world, value)) body.push([key, 'string']);
}

/** The JSON type of an expression where its form shows it, else `unknown`. */
function typeOf(node: Node): string {
  switch (node.type) {
    case 'Literal':
      return node.value === null
        ? 'unknown'
        : typeof node.value === 'object'
          ? 'unknown'
          : typeof node.value;
    case 'TemplateLiteral':
      return 'string';
    case 'ArrayExpression':
      return 'array';
    case 'ObjectExpression':
      return 'object';
    case 'UnaryExpression':
      return node.operator === '!'
        ? 'boolean'
        : node.operator === '+' || node.operator === '-'
          ? 'number'
          : 'unknown';
    case 'CallExpression':
      return callType(node.callee);
    default:
      return 'unknown';
  }
}

function callType(callee: Node): string {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? keyName(callee.property, callee.computed)
        : null;
  if (name === 'parseInt' || name === 'parseFloat' || name === 'Number') return 'number';
  if (name === 'Boolean') return 'boolean';
  return name === 'String' || name === 'trim' || name === 'toString' || name === 'toISOString'
    ? 'string'
    : 'unknown';
}
