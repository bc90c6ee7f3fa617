import { referredNames } from './referred-names.ts';
import { type Node, isFunction, keyName, unwrap } from './ast.ts';
import { type Collector, placeOf } from './collector.ts';
import {
  type Definition,
  type FunctionInfo,
  type PathStep,
  type Place,
  type Scope,
  declare,
} from './scope.ts';
import type { ESTree } from 'meriyah';

interface ParameterOrigin {
  fn: FunctionInfo;
  index: number;
  rest: boolean;
  fallback: Place | null;
}

type Origin = Place | ParameterOrigin | null;

/**
 * Declares every name of a destructuring pattern in the scope `target`, with the value that the pattern takes apart.
 */
export function bindPattern(
  c: Collector,
  pattern: Node,
  target: Scope,
  origin: Origin,
  scope: Scope,
  path: readonly PathStep[] = [],
  fallback: Node | null = null,
): void {
  if (path.length > 8) return;
  switch (pattern.type) {
    case 'Identifier': {
      declare(target, pattern.name).defs.push(definition(origin, path, fallback, scope, c));
      if (origin && 'node' in origin) nameValue(c, origin.node, pattern.name, target, scope, path);
      return;
    }
    case 'AssignmentPattern':
      if (pattern.right) c.visit(pattern.right, scope, pattern, null);
      bindPattern(c, pattern.left, target, origin, scope, path, pattern.right ?? null);
      return;
    case 'RestElement':
      bindPattern(c, pattern.argument, target, origin, scope, path, null);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement')
          bindPattern(c, property.argument, target, origin, scope, path, null);
        else {
          const name = keyName(property.key, property.computed);
          bindPattern(
            c,
            property.value,
            target,
            name === null ? null : origin,
            scope,
            name === null ? path : [...path, name],
            null,
          );
        }
      }
      return;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        if (element) bindPattern(c, element, target, origin, scope, [...path, index], null);
      }
      return;
    default:
  }
}

function definition(
  origin: Origin,
  path: readonly PathStep[],
  fallback: Node | null,
  scope: Scope,
  c: Collector,
): Definition {
  if (!origin) return { kind: 'opaque' };
  if ('node' in origin) return { kind: 'value', place: origin, path, append: false, fallback };
  const own = fallback ? placeOf(c, fallback, scope) : null;
  return {
    kind: 'parameter',
    fn: origin.fn,
    index: origin.index,
    rest: origin.rest,
    path,
    fallback: path.length > 0 ? own : origin.fallback,
  };
}

/** Notes a further name by which a function can be called. */
function nameValue(
  c: Collector,
  node: Node,
  name: string,
  target: Scope,
  scope: Scope,
  path: readonly PathStep[],
): void {
  if (path.length === 0) nameFunction(c, node, name);
  const last = path.at(-1);
  const sources = path.length > 0 ? (typeof last === 'string' ? [last] : []) : referredNames(node);
  for (const source of sources)
    if (source !== name || path.length > 0)
      c.file.aliases.push({ name: source, scope, alias: name, target });
  const made =
    path.length === 0 && node.type === 'CallExpression' ? immediateResult(c, node) : null;
  if (made)
    for (const { place } of made)
      if (place.node.type === 'Identifier')
        c.file.aliases.push({ name: place.node.name, scope: place.scope, alias: name, target });
}

/** The value that `(() => { …; return f })()` returns. */
function immediateResult(c: Collector, node: ESTree.CallExpression): { place: Place }[] {
  const callee = unwrap(node.callee);
  const fn = isFunction(callee) ? c.file.functions.get(callee) : undefined;
  return (fn?.returns ?? []).slice(0, 4).map((place) => ({ place }));
}

/** `const load = () => …`, `const Api = class { … }`: the function or class can be called by that name. */
function nameFunction(c: Collector, node: Node, name: string): void {
  // `const load = useCallback((id) => …, [])`
  if (node.type === 'CallExpression' && node.arguments[1]?.type === 'ArrayExpression') {
    const [kept] = node.arguments;
    if (kept && isFunction(kept)) c.file.functions.get(kept)?.names.add(name);
  }
  if (isFunction(node)) c.file.functions.get(node)?.names.add(name);
  if (node.type !== 'ClassExpression') return;
  const cls = c.file.classes.get(node);
  if (cls) cls.name ??= name;
}

/** `x = …`, `x += …`, `[a, b] = …`: kept until the whole file is known, since `x` may be declared further down. */
export function assignPattern(c: Collector, node: ESTree.AssignmentExpression, scope: Scope): void {
  const place = placeOf(c, node.right, scope);
  if (node.left.type === 'Identifier') {
    nameValue(c, node.right, node.left.name, scope, scope, []);
    const append = node.operator === '+=';
    if (
      !append &&
      node.operator !== '=' &&
      !node.operator.endsWith('|=') &&
      !node.operator.endsWith('?=')
    )
      return;
    c.file.assignments.push({
      name: node.left.name,
      scope,
      definition: { kind: 'value', place, path: [], append, fallback: null },
    });
    return;
  }
  if (node.left.type !== 'ObjectPattern' && node.left.type !== 'ArrayPattern') return;
  const names: Scope = { parent: null, fn: null, file: c.file, cls: null, names: null };
  bindPattern(c, node.left, names, place, scope);
  for (const [name, binding] of names.names ?? []) {
    for (const def of binding.defs) c.file.assignments.push({ name, scope, definition: def });
  }
}
