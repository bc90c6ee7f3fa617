import { handedOn, referredNames } from './referred-names.ts';
import { type Node, forEachChild, isFunction, keyName } from './ast.ts';
import { addMember } from './collect-classes.ts';
import { collectFunction } from './collect-functions.ts';
import { assignPattern } from './collect-patterns.ts';
import { type Collector, placeOf } from './collector.ts';
import type { FunctionInfo, Home, Member, Scope, SyntaxLibraries } from './scope.ts';
import { isMethodLiteral } from './http-methods.ts';
import type { ESTree } from 'meriyah';

export function visitProperty(
  c: Collector,
  property: Node,
  scope: Scope,
  object: ESTree.ObjectExpression,
  parent: Node,
): void {
  if (property.type !== 'Property') {
    forEachChild(property, (child) => c.visit(child, scope, property, parent));
    return;
  }
  if (property.computed) c.visit(property.key, scope, property, object);
  const name = keyName(property.key, property.computed);
  const value = property.value;
  if (isFunction(value)) {
    const fn = collectFunction(c, value, scope, {
      kind: 'object',
      place: { node: object, scope, at: c.at },
    });
    if (name !== null) {
      fn.names.add(name);
      registerModule(c, property, name, fn);
      storeProperty(c, name, null, value, scope);
    }
    return;
  }
  c.visit(value, scope, property, object);
  if (name !== null) storeProperty(c, name, null, value, scope);
  const isAddress = name !== null && (ADDRESS_KEYS.has(name) || c.libraries.addressKeys.has(name));
  if (isAddress && c.file.addressKeys.length < 2_000)
    c.file.addressKeys.push({ name, place: placeOf(c, value, scope) });
}

const ADDRESS_KEYS = new Set(['uri', 'url', 'endpoint', 'apiUrl']);

const REQUEST_KEYS = new Set(['method', 'type', 'data', 'params', 'headers', 'body']);

export function looksLikeRequest(
  node: ESTree.ObjectExpression,
  { requestKeys }: SyntaxLibraries,
): boolean {
  let url = false;
  let path = false;
  let method = false;
  let other = false;
  for (const property of node.properties) {
    if (property.type !== 'Property') continue;
    const name = keyName(property.key, property.computed);
    if (name === 'url' || name === 'uri') url = true;
    else if (name === 'path') path = true;
    else if (name === 'method') method = isMethodLiteral(property.value);
    if (name !== null && (REQUEST_KEYS.has(name) || requestKeys.has(name))) other = true;
  }
  // Routes of a page have a `path` too, but no method.
  return (url && other) || (path && method);
}

/** webpack keeps modules as `{123: (module, exports, require) => …}` or `{"./src/a.js": …}`. */
function registerModule(
  c: Collector,
  property: ESTree.Property,
  name: string,
  fn: FunctionInfo,
): void {
  const numeric =
    property.key.type === 'Literal' &&
    (typeof property.key.value === 'number' || name.includes('/'));
  const hashed =
    fn.parameterNames.length >= 2 && name.length >= 4 && name.length <= 24 && hasDigit(name);
  if ((!numeric && !hashed) || fn.parameterNames.length > 3) return;
  fn.moduleKey = name;
  c.file.modules.set(name, fn);
}

function hasDigit(name: string): boolean {
  for (const char of name) if (char >= '0' && char <= '9') return true;
  return false;
}

/** Records `name: value` and `object.name = value`. Values that cannot be part of a request are left out. */
export function storeProperty(
  c: Collector,
  name: string,
  target: Node | null,
  value: Node,
  scope: Scope,
): void {
  if (value.type === 'Literal' && (typeof value.value !== 'string' || value.value.length > 300))
    return;
  c.file.stores.push({ name, store: { target, place: placeOf(c, value, scope) } });
  for (const source of referredNames(handedOn(value) ?? value))
    c.file.aliases.push({ name: source, scope, alias: name, target: null });
}

export function visitAssignment(
  c: Collector,
  node: ESTree.AssignmentExpression,
  scope: Scope,
  parent: Node,
): void {
  if (node.left.type === 'MemberExpression') {
    const name = keyName(node.left.property, node.left.computed);
    c.visit(node.left.object, scope, node.left, node);
    if (node.left.computed) c.visit(node.left.property, scope, node.left, node);
    if (isFunction(node.right)) {
      const fn = collectFunction(c, node.right, scope, homeOf(c, node.left.object, scope));
      if (name !== null) fn.names.add(name);
    } else c.visit(node.right, scope, node, parent);
    if (name === null) return;
    const kept =
      node.left.object.type === 'ThisExpression' && storeOnThis(c, name, node.right, scope);
    storeProperty(c, name, kept ? null : node.left.object, node.right, scope);
    return;
  }
  c.visit(node.right, scope, node, parent);
  assignPattern(c, node, scope);
}

/** The object or class that `this` means in a function which is assigned to a property of `target`. */
function homeOf(c: Collector, target: Node, scope: Scope): Home {
  let fn = scope.fn;
  while (fn?.arrow) fn = fn.scope.fn;
  if (target.type === 'ThisExpression' && fn?.home) return fn.home;
  return { kind: 'object', place: { node: target, scope, at: c.at } };
}

/** `this.name = value`: a member of the class or constructor function around it. */
function storeOnThis(c: Collector, name: string, value: Node, scope: Scope): boolean {
  let fn = scope.fn;
  while (fn?.arrow) fn = fn.scope.fn;
  if (!fn || fn.home?.kind === 'object') return false;
  const known = isFunction(value) ? c.file.functions.get(value) : undefined;
  const member: Member = known
    ? { kind: 'method', fn: known }
    : { kind: 'value', place: placeOf(c, value, scope) };
  if (fn.home?.kind === 'class')
    addMember(fn.home.isStatic ? fn.home.cls.statics : fn.home.cls.members, name, member);
  else {
    fn.members ??= new Map();
    addMember(fn.members, name, member);
  }
  return true;
}
