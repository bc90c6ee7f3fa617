import { type CallNode, calleeName, isFunction, keyName, type Node } from './ast.ts';
import { storeProperty } from './collect-objects.ts';
import type { Collector } from './collector.ts';
import { handedOn } from './referred-names.ts';
import type { Scope } from './scope.ts';
import type { ESTree } from 'meriyah';

const NAME = /^[A-Za-z_$][\w$]*$/;

/** Records the properties that a call adds to an object: compiled classes, fields, constants and exports. */
export function storeGiven(c: Collector, node: CallNode, scope: Scope): void {
  const [owner, second, third] = node.arguments;
  if (owner?.type !== 'Identifier' || !second) return;
  storeMethods(c, owner, node.arguments.slice(1), scope);
  if (second.type === 'ObjectExpression') {
    if (node.arguments.length === 2) storeAll(c, node, owner, second, scope);
  } else if (third && node.arguments.length === 3 && second.type === 'Literal')
    storeField(c, owner, second.value, third, scope);
}

/** `field(Paths, "LOGIN", "/login")`, `Object.defineProperty(Paths, "LOGIN", {value: "/login"})` */
function storeField(c: Collector, owner: Node, name: unknown, given: Node, scope: Scope): void {
  if (typeof name !== 'string' || !NAME.test(name)) return;
  const value = definedValue(given) ?? given;
  if (
    value.type === 'Literal' ||
    value.type === 'TemplateLiteral' ||
    value.type === 'BinaryExpression'
  )
    storeProperty(c, name, owner, value, scope);
}

/** `Object.assign(paths, {LOGIN: "/login"})`, and `__export(paths, {LOGIN: () => LOGIN})` as bundlers write modules. */
function storeAll(
  c: Collector,
  node: CallNode,
  owner: Node,
  { properties }: ESTree.ObjectExpression,
  scope: Scope,
): void {
  const isAssign = calleeName(node.callee) === 'assign';
  for (const property of properties) {
    if (property.type !== 'Property') continue;
    const name = keyName(property.key, property.computed);
    const value = isAssign ? property.value : handedOn(property.value);
    if (name !== null && value && !isFunction(value)) storeProperty(c, name, owner, value, scope);
  }
}

/** The value in the descriptor of `Object.defineProperty`: `x` of `{value: x}` or `{get: () => x}`. */
export function definedValue(descriptor: Node): Node | null {
  if (descriptor.type !== 'ObjectExpression') return null;
  const getter = propertyOf(descriptor, 'get');
  return propertyOf(descriptor, 'value') ?? (getter && handedOn(getter));
}

/** `createClass(Api, [{key: 'get', value: function () { … }}])`: how classes look when compiled for old browsers. */
function storeMethods(
  c: Collector,
  owner: ESTree.Identifier,
  lists: readonly Node[],
  scope: Scope,
): void {
  const prototype: Node = {
    type: 'MemberExpression',
    object: owner,
    property: { type: 'Identifier', name: 'prototype' },
    computed: false,
    optional: false,
  };
  for (const [index, list] of lists.slice(0, 2).entries()) {
    if (list.type !== 'ArrayExpression') continue;
    for (const element of list.elements) {
      if (element?.type !== 'ObjectExpression') continue;
      const key = propertyOf(element, 'key');
      const value = propertyOf(element, 'value');
      if (key?.type !== 'Literal' || typeof key.value !== 'string' || !value || !isFunction(value))
        continue;
      c.file.functions.get(value)?.names.add(key.value);
      storeProperty(c, key.value, index === 0 ? prototype : owner, value, scope);
    }
  }
}

function propertyOf(node: ESTree.ObjectExpression, name: string): Node | null {
  for (const property of node.properties)
    if (property.type === 'Property' && keyName(property.key, property.computed) === name)
      return property.value;
  return null;
}
