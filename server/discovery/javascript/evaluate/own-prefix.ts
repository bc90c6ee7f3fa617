import type { Definition } from '../syntax/scope.ts';
import { partsOf, type Part, type Value } from './value.ts';

/**
 * `isAbsolute(url) || (url = base + url)`: a variable that gets a prefix before its own value. The condition is taken
 * to test whether the base is missing, so that only addresses without one get it.
 */
export function isPrefixed(def: Definition, name: string): boolean {
  if (def.kind !== 'value' || def.path.length > 0) return false;
  const { node } = def.place;
  if (node.type === 'BinaryExpression')
    return node.operator === '+' && node.right.type === 'Identifier' && node.right.name === name;
  if (node.type !== 'TemplateLiteral' || node.quasis.at(-1)?.value.raw !== '') return false;
  const last = node.expressions.at(-1);
  return last?.type === 'Identifier' && last.name === name;
}

/** Absolute addresses stay as they are, relative ones get the prefix, unknown ones are listed both ways. */
export function withPrefixed(values: readonly Value[], prefixed: readonly Value[]): Value[] {
  if (values.length > 0 && values.every(isAbsolute)) return [...values];
  return [...values.filter((value) => !isWritten(value) || isAbsolute(value)), ...prefixed];
}

const headOf = (value: Value): Part | undefined => (partsOf(value) ?? [])[0];

const isWritten = (value: Value): boolean => typeof headOf(value) === 'string';

function isAbsolute(value: Value): boolean {
  const head = headOf(value);
  return typeof head === 'string' && (head.includes('://') || head.startsWith('//'));
}
