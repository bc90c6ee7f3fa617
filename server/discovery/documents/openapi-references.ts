import { type Fields, fieldsOf, isFields, ownField, textOf } from './untrusted.ts';

/** A chain of references longer than this is a cycle or an attack. */
const HOPS_MAX = 16;

/**
 * Follows `$ref` within the document: `#/components/…` only. Nothing outside is ever fetched.
 * @returns an empty object where the reference leads nowhere, outside, or in a circle.
 */
export function dereference(root: Fields, value: unknown): Fields {
  let current: unknown = value;
  for (let hop = 0; hop < HOPS_MAX; hop += 1) {
    if (!isFields(current)) return {};
    const reference = textOf(ownField(current, '$ref'));
    if (reference === null) return current;
    if (!reference.startsWith('#/')) return {};
    current = lookUp(root, reference.slice(2));
  }
  return {};
}

/** The targets of pointers, by document: some documents refer to one parameter thousands of times. */
const known = new WeakMap<Fields, Map<string, unknown>>();

function lookUp(root: Fields, pointer: string): unknown {
  const pointers = known.get(root) ?? new Map<string, unknown>();
  known.set(root, pointers);
  const found = pointers.has(pointer) ? pointers.get(pointer) : walk(root, pointer);
  if (pointers.size < 10_000) pointers.set(pointer, found);
  return found;
}

function walk(root: Fields, pointer: string): unknown {
  let current: unknown = root;
  for (const token of pointer.split('/', 32)) {
    const name = decodeToken(token);
    current = Array.isArray(current)
      ? (current[Number(name)] as unknown)
      : ownField(fieldsOf(current), name);
  }
  return current;
}

/** RFC 6901, as a URI fragment. */
function decodeToken(token: string): string {
  let name = token;
  try {
    name = decodeURIComponent(token);
  } catch {
    // Many documents forget to escape; the name as written is what they mean.
  }
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
