import type { ESTree } from 'meriyah';
import { type Node, calleeName } from '../syntax/ast.ts';
import { concat, concatAll } from './combine-values.ts';
import { ABSENT, type Value, text, unknown } from './value.ts';
import type { Env, World } from './world.ts';

export function template(world: World, node: ESTree.TemplateLiteral, env: Env): Value[] {
  let values: Value[] = [text(node.quasis[0]?.value.cooked ?? '')];
  if (node.quasis.some((quasi) => proseLike(quasi.value.raw))) return [unknown('value')];
  for (const [index, expression] of node.expressions.entries()) {
    values = concatAll(values, termValues(world, expression, env));
    const next = node.quasis[index + 1]?.value.cooked;
    if (next) values = values.map((value) => concat(value, text(next)));
  }
  return values;
}

/** Joins the terms of a sum in a loop and not by recursion, since generated sums have thousands of terms. */
export function binary(world: World, node: ESTree.BinaryExpression, env: Env): Value[] {
  if (node.operator !== '+') return [unknown('value')];
  const terms: Node[] = [];
  let current: Node = node;
  while (current.type === 'BinaryExpression' && current.operator === '+' && terms.length < 4_000) {
    terms.push(current.right);
    current = current.left;
  }
  // Markup and sentences are no addresses. Evaluating their hundreds of terms would take most of the time of a page.
  if (isProse(current) || terms.some(isProse)) return [unknown('value')];
  let values = termValues(world, current, env);
  for (const term of terms.reverse()) {
    const complete = values.every((value) => value.kind === 'text' && value.parts.length > 60);
    if (complete) break;
    values = concatAll(values, termValues(world, term, env));
  }
  return values;
}

/** The values of a term. `undefined` and booleans become unknown values, since no address contains the word `true`. */
function termValues(world: World, node: Node, env: Env): Value[] {
  const values = world.evaluate(node, env);
  if (!values.some(isNoText)) return values;
  const name = node.type === 'Identifier' ? node.name : (calleeName(node) ?? 'value');
  return values.map((value) => (isNoText(value) ? unknown(name) : value));
}

function isNoText(value: Value): boolean {
  return value === ABSENT || (value.kind === 'text' && value.primitive === 'boolean');
}

function isProse(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && proseLike(node.value);
}

function proseLike(value: string): boolean {
  return value.includes(' ') || value.includes('<') || value.includes('\n') || value.length > 600;
}
