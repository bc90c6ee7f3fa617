import { referredNames } from './referred-names.ts';
import { type FunctionNode, type Node, isFunction } from './ast.ts';
import { bindPattern } from './collect-patterns.ts';
import { type Collector, placeOf } from './collector.ts';
import { type FunctionInfo, type Home, type Scope, declare } from './scope.ts';

/** Registers a function, binds its parameters and walks its body. */
export function collectFunction(
  c: Collector,
  node: FunctionNode,
  scope: Scope,
  home: Home | null,
  keepsThis = false,
): FunctionInfo {
  const inner: { -readonly [K in keyof Scope]: Scope[K] } = {
    parent: scope,
    fn: null,
    file: c.file,
    cls: null,
    names: null,
  };
  const fn: FunctionInfo = {
    node,
    scope,
    inner,
    file: c.file,
    arrow: keepsThis || node.type === 'ArrowFunctionExpression',
    parameterNames: [],
    returns: [],
    names: new Set(),
    home,
    moduleKey: null,
    members: null,
    elementsOf: null,
    handedTo: null,
    injected: null,
    immediate: null,
  };
  inner.fn = fn;
  c.file.functions.set(node, fn);
  if (node.type === 'FunctionDeclaration' && node.id) {
    declare(scope, node.id.name).defs.push({ kind: 'function', fn });
    fn.names.add(node.id.name);
  }
  if (node.type === 'FunctionExpression' && node.id) {
    declare(inner, node.id.name).defs.push({ kind: 'function', fn });
    fn.names.add(node.id.name);
  }
  for (const [index, parameter] of node.params.entries()) bindParameter(c, fn, parameter, index);
  walkBody(c, node, fn, inner);
  return fn;
}

function walkBody(c: Collector, node: FunctionNode, fn: FunctionInfo, inner: Scope): void {
  if (!node.body) return;
  if (node.body.type === 'BlockStatement') {
    for (const statement of node.body.body) c.visit(statement, inner, node, null);
    return;
  }
  if (isFunction(node.body)) collectFunction(c, node.body, inner, null);
  else c.visit(node.body, inner, node, null);
  fn.returns.push(placeOf(c, node.body, inner));
}

function bindParameter(c: Collector, fn: FunctionInfo, parameter: Node, index: number): void {
  let target = parameter;
  let fallback: Node | null = null;
  let rest = false;
  if (target.type === 'AssignmentPattern') {
    fallback = target.right ?? null;
    target = target.left;
  }
  if (target.type === 'RestElement') {
    rest = true;
    target = target.argument;
  }
  fn.parameterNames.push(target.type === 'Identifier' ? target.name : '');
  if (fallback) c.visit(fallback, fn.inner, parameter, fn.node);
  if (fallback && target.type === 'Identifier')
    for (const name of referredNames(fallback))
      c.file.aliases.push({ name, scope: fn.inner, alias: target.name, target: fn.inner });
  const origin = { fn, index, rest, fallback: fallback ? placeOf(c, fallback, fn.inner) : null };
  bindPattern(c, target, fn.inner, origin, fn.inner);
}
