import type { ESTree } from 'meriyah';
import { type ClassNode, type Node, isFunction, keyName } from './ast.ts';
import { collectFunction } from './collect-functions.ts';
import { type Collector, branch, placeOf } from './collector.ts';
import { type ClassInfo, type Home, type Member, type Scope, declare } from './scope.ts';

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
