import type { ESTree } from 'meriyah';
import { handedOn, referredNames } from './aliases.ts';
import {
  calleeName,
  forEachChild,
  isFunction,
  keyName,
  unwrap,
  type FunctionNode,
  type Node,
} from './ast.ts';
import { addMember, collectClass, collectFunction } from './collect-functions.ts';
import { bindPattern, assignPattern } from './collect-patterns.ts';
import { collectExports, collectImports } from './collect-modules.ts';
import type { CallSite, FunctionInfo, Home, Member, Place, Scope, ScriptFile } from './scope.ts';

/** One pass over a file's tree; `at` numbers what it meets, in source order. */
export interface Collector {
  readonly file: ScriptFile;
  at: number;
  depth: number;
  /** Nodes left; a hostile file cannot make the pass longer than this. */
  budget: number;
}

/** Nesting beyond this is machine-made; what is below is not read, so that the stack holds. */
const DEPTH_MAX = 1_200;
const NODES_MAX = 12_000_000;

const ELEMENT_CALLBACKS = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find']);

/** Fills `file` with scopes, calls, strings and property stores. */
export function collect(program: ESTree.Program, file: ScriptFile, top: Scope): void {
  const collector: Collector = { file, at: 0, depth: 0, budget: NODES_MAX };
  for (const statement of program.body) visit(collector, statement, top, program, null);
}

export function placeOf(collector: Collector, node: Node, scope: Scope): Place {
  collector.at += 1;
  return { node, scope, at: collector.at };
}

/** A scope for code that runs only sometimes. */
export function branch(scope: Scope): Scope {
  return { parent: scope, fn: scope.fn, file: scope.file, cls: null, names: null };
}

export function visit(
  c: Collector,
  node: Node,
  scope: Scope,
  parent: Node,
  owner: Node | null,
): void {
  if (c.depth > DEPTH_MAX || c.budget <= 0) return;
  c.budget -= 1;
  c.depth += 1;
  visitNode(c, node, scope, parent, owner);
  c.depth -= 1;
}

function visitNode(c: Collector, node: Node, scope: Scope, parent: Node, owner: Node | null): void {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'EmptyStatement':
      return;
    case 'Literal':
      if (typeof node.value === 'string') collectDocument(c, node.value, () => String(node.value));
      if (typeof node.value === 'string' && node.value.length < 2_048 && node.value.includes('/')) {
        c.file.strings.push({ place: placeOf(c, node, scope), parent, owner });
      }
      return;
    case 'TemplateLiteral':
      collectDocument(c, node.quasis[0]?.value.cooked ?? '', () =>
        node.quasis.map((quasi) => quasi.value.cooked ?? '').join(' '),
      );
      if (node.quasis.some((quasi) => quasi.value.raw.includes('/'))) {
        c.file.strings.push({ place: placeOf(c, node, scope), parent, owner });
      }
      for (const expression of node.expressions) visit(c, expression, scope, node, parent);
      return;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      collectFunction(c, node, scope, null);
      return;
    case 'ClassDeclaration':
    case 'ClassExpression':
      collectClass(c, node, scope);
      return;
    case 'CallExpression':
    case 'NewExpression':
      visitCall(c, node, scope, parent);
      return;
    case 'MemberExpression':
      visit(c, node.object, scope, node, parent);
      if (node.computed) visit(c, node.property, scope, node, parent);
      return;
    case 'BinaryExpression':
      visitBinary(c, node, scope, parent);
      return;
    case 'ObjectExpression':
      for (const property of node.properties) visitProperty(c, property, scope, node, parent);
      if (looksLikeRequest(node)) c.file.requestObjects.push(placeOf(c, node, scope));
      return;
    case 'AssignmentExpression':
      visitAssignment(c, node, scope, parent);
      return;
    default:
      visitStatement(c, node, scope, parent);
  }
}

const DOCUMENT_WORDS = ['query', 'mutation', 'subscription'];

/** Keeps what begins like a GraphQL document; most texts are turned away by their first letters. */
function collectDocument(c: Collector, head: string, whole: () => string): void {
  if (head.length < 8 || c.file.documents.length >= 500) return;
  const start = head.slice(0, 40).trimStart();
  if (DOCUMENT_WORDS.some((word) => start.startsWith(word)))
    c.file.documents.push(whole().slice(0, 20_000));
}

function visitStatement(c: Collector, node: Node, scope: Scope, parent: Node): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        if (declarator.init) visit(c, declarator.init, scope, declarator, node);
        bindPattern(
          c,
          declarator.id,
          node.kind === 'var' ? functionScope(scope) : scope,
          declarator.init ? placeOf(c, declarator.init, scope) : null,
          scope,
        );
      }
      return;
    case 'BlockStatement':
    case 'StaticBlock': {
      const inner = branch(scope);
      for (const statement of node.body) visit(c, statement, inner, node, parent);
      return;
    }
    case 'ReturnStatement':
      if (node.argument) {
        visit(c, node.argument, scope, node, parent);
        scope.fn?.returns.push(placeOf(c, node.argument, scope));
      }
      return;
    case 'IfStatement':
    case 'ConditionalExpression':
      visit(c, node.test, scope, node, parent);
      visit(c, node.consequent, branch(scope), node, parent);
      if (node.alternate) visit(c, node.alternate, branch(scope), node, parent);
      return;
    case 'LogicalExpression':
      visit(c, node.left, scope, node, parent);
      visit(c, node.right, branch(scope), node, parent);
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      visitForEach(c, node, scope);
      return;
    case 'ImportDeclaration':
      collectImports(c, node, scope);
      return;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
      collectExports(c, node, scope);
      return;
    case 'JSXAttribute':
    case 'JSXOpeningElement':
      visitJsx(c, node, scope, parent);
      return;
    case 'ImportExpression':
      visit(c, node.source, scope, node, parent);
      c.file.dynamicImports.push(placeOf(c, node.source, scope));
      return;
    case 'CatchClause': {
      const inner = branch(scope);
      if (node.param) bindPattern(c, node.param, inner, null, inner);
      visit(c, node.body, inner, node, parent);
      return;
    }
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchCase':
    case 'SwitchStatement': {
      const inner = branch(scope);
      forEachChild(node, (child) => visit(c, child, inner, node, parent));
      return;
    }
    default:
      forEachChild(node, (child) => visit(c, child, scope, node, parent));
  }
}

function visitForEach(
  c: Collector,
  node: ESTree.ForOfStatement | ESTree.ForInStatement,
  scope: Scope,
): void {
  const inner = branch(scope);
  visit(c, node.right, scope, node, null);
  const place = node.type === 'ForOfStatement' ? placeOf(c, node.right, scope) : null;
  const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : null;
  if (target && node.left.type === 'VariableDeclaration') {
    bindPattern(c, target, node.left.kind === 'var' ? functionScope(scope) : inner, place, inner, [
      '*',
    ]);
  }
  visit(c, node.body, inner, node, null);
}

function visitJsx(
  c: Collector,
  node: ESTree.JSXAttribute | ESTree.JSXOpeningElement,
  scope: Scope,
  parent: Node,
): void {
  if (node.type === 'JSXOpeningElement') {
    for (const attribute of node.attributes) visit(c, attribute, scope, node, parent);
    return;
  }
  if (node.value) visit(c, node.value, scope, node, parent);
}

function visitProperty(
  c: Collector,
  property: Node,
  scope: Scope,
  object: ESTree.ObjectExpression,
  parent: Node,
): void {
  if (property.type !== 'Property') {
    forEachChild(property, (child) => visit(c, child, scope, property, parent));
    return;
  }
  if (property.computed) visit(c, property.key, scope, property, object);
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
      store(c, name, null, value, scope);
    }
    return;
  }
  visit(c, value, scope, property, object);
  if (name !== null) store(c, name, null, value, scope);
  if (name !== null && ADDRESS_KEYS.has(name) && c.file.addressKeys.length < 2_000)
    c.file.addressKeys.push({ name, place: placeOf(c, value, scope) });
}

const ADDRESS_KEYS = new Set([
  'uri',
  'url',
  'endpoint',
  'httpEndpoint',
  'graphqlUrl',
  'graphqlEndpoint',
  'apiUrl',
]);
const REQUEST_KEYS = new Set([
  'method',
  'type',
  'data',
  'params',
  'headers',
  'body',
  'responseType',
]);

function looksLikeRequest(node: ESTree.ObjectExpression): boolean {
  let url = false;
  let other = false;
  for (const property of node.properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : null;
    if (name === 'url' || name === 'uri') url = true;
    else if (name !== null && REQUEST_KEYS.has(name)) other = true;
  }
  return url && other;
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

/** Records `name: value` and `object.name = value`; values that cannot matter are left out. */
export function store(
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

function visitAssignment(
  c: Collector,
  node: ESTree.AssignmentExpression,
  scope: Scope,
  parent: Node,
): void {
  if (node.left.type === 'MemberExpression') {
    const name = keyName(node.left.property, node.left.computed);
    visit(c, node.left.object, scope, node.left, node);
    if (node.left.computed) visit(c, node.left.property, scope, node.left, node);
    if (isFunction(node.right)) {
      const fn = collectFunction(c, node.right, scope, homeOf(c, node.left.object, scope));
      if (name !== null) fn.names.add(name);
    } else visit(c, node.right, scope, node, parent);
    if (name === null) return;
    const kept =
      node.left.object.type === 'ThisExpression' && storeOnThis(c, name, node.right, scope);
    store(c, name, kept ? null : node.left.object, node.right, scope);
    return;
  }
  visit(c, node.right, scope, node, parent);
  assignPattern(c, node, scope);
}

function visitCall(
  c: Collector,
  node: ESTree.CallExpression | ESTree.NewExpression,
  scope: Scope,
  parent: Node,
): void {
  const bound = boundFunction(node);
  if (bound) collectFunction(c, bound, scope, null, passesThis(node));
  else visit(c, node.callee, scope, node, parent);
  const method = node.callee.type === 'MemberExpression' ? calleeName(node.callee) : null;
  for (const [index, argument] of node.arguments.entries()) {
    if (isFunction(argument)) {
      const fn = collectFunction(c, argument, scope, null, passesThis(node));
      if (
        index === 0 &&
        method &&
        ELEMENT_CALLBACKS.has(method) &&
        node.callee.type === 'MemberExpression'
      ) {
        fn.elementsOf = { node: node.callee.object, scope, at: c.at };
      }
    } else visit(c, argument, scope, node, parent);
  }
  c.at += 1;
  const call = { node, scope, at: c.at };
  c.file.calls.push(call);
  markImmediate(c, call);
}

/** `(function (a) { … })(x)`, also with `.call(this, x)`: the parameters have one known value. */
function markImmediate(c: Collector, call: CallSite): void {
  let callee = unwrap(call.node.callee);
  if (callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'call')
    callee = unwrap(callee.object);
  if (!isFunction(callee)) return;
  const fn = c.file.functions.get(callee);
  if (fn) fn.immediate = call;
}

/** `this` of a function that is put on `target`. */
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

/** The function of `(function () { … }).bind(this)` or `.call(this)`. */
function boundFunction(node: ESTree.CallExpression | ESTree.NewExpression): FunctionNode | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const name = calleeName(callee);
  const object = unwrap(callee.object);
  return (name === 'bind' || name === 'call' || name === 'apply') && isFunction(object)
    ? object
    : null;
}

/** `spawn(this, function* () { … })`: how compiled async methods keep their `this`. */
function passesThis(node: ESTree.CallExpression | ESTree.NewExpression): boolean {
  return node.arguments.some((argument) => argument.type === 'ThisExpression');
}

/** Long sums are one left-leaning spine: walked in a loop, since recursion would overflow. */
function visitBinary(
  c: Collector,
  node: ESTree.BinaryExpression,
  scope: Scope,
  parent: Node,
): void {
  const rights: Node[] = [];
  let current: Node = node;
  while (current.type === 'BinaryExpression') {
    rights.push(current.right);
    current = current.left;
  }
  const terms = [current, ...rights.reverse()];
  const path =
    node.operator === '+' &&
    terms.some(
      (term) =>
        term.type === 'Literal' && typeof term.value === 'string' && term.value.includes('/'),
    );
  // The sum is one text: its pieces say less than the whole.
  for (const term of terms)
    if (!path || term.type !== 'Literal') visit(c, term, scope, node, parent);
  if (path) c.file.strings.push({ place: placeOf(c, node, scope), parent, owner: null });
}

export function functionScope(scope: Scope): Scope {
  let current = scope;
  while (current.parent && current.parent.fn === current.fn && current !== current.fn?.inner)
    current = current.parent;
  return current;
}
