import type { Node } from '../syntax/ast.ts';
import type { ClassInfo, FunctionInfo } from '../syntax/scope.ts';
import {
  ALTERNATIVES_MAX,
  literalOf,
  numberValue,
  partsOf,
  TEXT_LENGTH_MAX,
  type Hole,
  type Value,
} from './value.ts';

/** The text of two values, one after the other; the sum of two numbers. */
export function concat(left: Value, right: Value): Value {
  const sum = sumOf(left, right);
  if (sum !== null) return sum;
  const parts = [...(partsOf(left) ?? [unnamed()])];
  let length = 0;
  for (const part of parts) length += typeof part === 'string' ? part.length : 1;
  for (const part of partsOf(right) ?? [unnamed()]) {
    if (length > TEXT_LENGTH_MAX || parts.length > 64) break;
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string')
      parts[parts.length - 1] = (last + part).slice(0, TEXT_LENGTH_MAX);
    else parts.push(part);
    length += typeof part === 'string' ? part.length : 1;
  }
  return { kind: 'text', parts, primitive: 'string' };
}

/** `index + 1`: two numbers are added. */
function sumOf(left: Value, right: Value): Value | null {
  if (left.kind !== 'text' || left.primitive !== 'number') return null;
  if (right.kind !== 'text' || right.primitive !== 'number') return null;
  return numberValue(Number(literalOf(left)) + Number(literalOf(right)));
}

function unnamed(): Hole {
  return { name: 'value', owner: null, missing: false, encoded: false };
}

/** All combinations, up to the limit of alternatives. */
export function concatAll(left: readonly Value[], right: readonly Value[]): Value[] {
  const out: Value[] = [];
  for (const l of left) {
    for (const r of right) {
      if (out.length >= ALTERNATIVES_MAX) return out;
      out.push(concat(l, r));
    }
  }
  return distinct(out);
}

/** A key that is equal for equal values. */
function identity(value: Value): string | Node | FunctionInfo | ClassInfo | Value {
  switch (value.kind) {
    case 'text':
      return `${value.primitive === 'none' ? 'none' : 'text'}:${value.parts.map((part) => (typeof part === 'string' ? part : `\u0000${part.name}\u0000`)).join('')}`;
    case 'unknown':
      return `unknown:${value.hole.name}:${value.hole.owner === null}`;
    case 'global':
      return `global:${value.name}`;
    case 'object':
      return value.place.node;
    case 'class':
      return value.cls;
    default:
      return value;
  }
}

/** Alternatives without repetition, up to the limit. */
export function distinct(values: Value[]): Value[] {
  if (values.length < 2) return values;
  const seen = new Set<unknown>();
  const out: Value[] = [];
  for (const value of values) {
    const key = identity(value);
    if (seen.has(key)) continue;
    seen.add(key);
    out.push(value);
    if (out.length >= ALTERNATIVES_MAX) break;
  }
  return out;
}
