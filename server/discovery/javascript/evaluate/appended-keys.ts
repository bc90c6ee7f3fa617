import { calleeName, unwrap, type Node } from '../syntax/ast.ts';
import { lookup, type CallSite, type ScriptFile } from '../syntax/scope.ts';

const APPENDING = new Set(['append', 'set']);
const KEYS_MAX = 60;

const perFile = new WeakMap<ScriptFile, Map<Node, Set<string>>>();

/**
 * The keys that are added to `new FormData()`, `new URLSearchParams()` or (as `url.searchParams`) to `new URL()` after
 * it was made, in its own file.
 */
export function appendedKeys(file: ScriptFile, made: Node): string[] {
  let known = perFile.get(file);
  if (!known) {
    known = new Map();
    perFile.set(file, known);
    for (const call of file.calls) note(known, call);
  }
  return [...(known.get(made) ?? [])];
}

function note(known: Map<Node, Set<string>>, { node, scope }: CallSite): void {
  const { callee } = node;
  const [key] = node.arguments;
  if (callee.type !== 'MemberExpression' || !APPENDING.has(calleeName(callee) ?? '')) return;
  if (key?.type !== 'Literal' || typeof key.value !== 'string' || key.value.length > 128) return;
  const name = ownerOf(callee.object);
  for (const def of (name === null ? null : lookup(scope, name))?.defs.slice(0, 8) ?? []) {
    const made = def.kind === 'value' ? unwrap(def.place.node) : null;
    if (made?.type !== 'NewExpression') continue;
    const keys = known.get(made) ?? new Set();
    known.set(made, keys);
    if (keys.size < KEYS_MAX) keys.add(key.value);
  }
}

/** `data` of `data.append`, `url` of `url.searchParams.append`. */
function ownerOf(object: Node): string | null {
  if (object.type === 'MemberExpression' && calleeName(object) === 'searchParams')
    return object.object.type === 'Identifier' ? object.object.name : null;
  return object.type === 'Identifier' ? object.name : null;
}
