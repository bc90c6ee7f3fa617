import { referredNames } from './referred-names.ts';
import { type ClassNode, type FunctionNode, type Node, isFunction, keyName } from './ast.ts';
import { bindPattern } from './collect-patterns.ts';
import { type Collector, branch, placeOf } from './collector.ts';
import {
  type ClassInfo,
  type FunctionInfo,
  type Home,
  type Member,
  type Scope,
  declare,
} from './scope.ts';
import type { ESTree } from 'meriyah';

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

/** Registers a class, its members and its constructor. */
export function collectClass(c: Collector, node: ClassNode, scope: Scope): ClassInfo {
  const inner: { -readonly [K in keyof Scope]: Scope[K] } = branch(scope);
  const name = node.id?.name ?? null;
  const cls: ClassInfo = {
    node,
    scope: inner,
    name,
    file: c.file,
    members: new Map(),
    statics: new Map(),
    construct: null,
  };
  inner.cls = cls;
  c.file.classes.set(node, cls);
  if (name !== null) {
    declare(inner, name).defs.push({ kind: 'class', cls });
    if (node.type === 'ClassDeclaration') declare(scope, name).defs.push({ kind: 'class', cls });
  }
  if (node.superClass) c.visit(node.superClass, scope, node, null);
  for (const element of node.body.body) collectMember(c, cls, element, inner);
  return cls;
}

function collectMember(c: Collector, cls: ClassInfo, element: Node, inner: Scope): void {
  if (element.type === 'MethodDefinition') {
    const name = keyName(element.key, element.computed);
    if (!element.value) return;
    const home: Home = {
      kind: 'class',
      cls,
      isStatic: element.static,
      isConstructor: element.kind === 'constructor',
    };
    const fn = collectFunction(c, element.value, inner, home);
    if (element.kind === 'constructor') cls.construct = fn;
    else if (name !== null) {
      if (element.kind === 'method') fn.names.add(name);
      addMember(element.static ? cls.statics : cls.members, name, {
        kind: element.kind === 'get' ? 'getter' : 'method',
        fn,
      });
    }
    return;
  }
  if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
    collectField(c, cls, element, inner);
    return;
  }
  c.visit(element, inner, cls.node, null);
}

function collectField(
  c: Collector,
  cls: ClassInfo,
  element: ESTree.PropertyDefinition | ESTree.AccessorProperty,
  inner: Scope,
): void {
  if (!element.value) return;
  const name = keyName(element.key, element.computed);
  const members = element.static ? cls.statics : cls.members;
  if (isFunction(element.value)) {
    const fn = collectFunction(c, element.value, inner, {
      kind: 'class',
      cls,
      isStatic: element.static,
      isConstructor: false,
    });
    if (name !== null) {
      fn.names.add(name);
      addMember(members, name, { kind: 'method', fn });
    }
    return;
  }
  c.visit(element.value, inner, element, cls.node);
  if (name !== null)
    addMember(members, name, { kind: 'value', place: placeOf(c, element.value, inner) });
}

export function addMember(members: Map<string, Member[]>, name: string, member: Member): void {
  const list = members.get(name);
  if (list) {
    if (list.length < 16) list.push(member);
  } else members.set(name, [member]);
}
