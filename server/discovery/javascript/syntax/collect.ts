import { type Node, forEachChild, isFunction, settleTemplate } from './ast.ts';
import { visitCall } from './collect-calls.ts';
import { collectClass } from './collect-classes.ts';
import { collectFunction } from './collect-functions.ts';
import { looksLikeRequest, visitAssignment, visitProperty } from './collect-objects.ts';
import { visitStatement } from './collect-statements.ts';
import { type Collector, placeOf } from './collector.ts';
import type { Scope, ScriptFile, SyntaxLibraries } from './scope.ts';
import type { ESTree } from 'meriyah';

/**
 * Levels. Only generated or hostile code nests deeper. What is below is not read, so that the stack does not overflow.
 */
const DEPTH_MAX = 1_200;

const NODES_MAX = 12_000_000;

/** Fills `file` with scopes, calls, strings and property stores. */
export function collect(
  program: ESTree.Program,
  file: ScriptFile,
  top: Scope,
  libraries: SyntaxLibraries,
): void {
  const collector: Collector = {
    libraries,
    file,
    at: 0,
    depth: 0,
    budget: NODES_MAX,
    visit: (node, scope, parent, owner) => visit(collector, node, scope, parent, owner),
  };
  for (const statement of program.body) collector.visit(statement, top, program, null);
}

function visit(c: Collector, node: Node, scope: Scope, parent: Node, owner: Node | null): void {
  if (c.depth > DEPTH_MAX || c.budget <= 0) return;
  c.budget -= 1;
  c.depth += 1;
  if (parent.type !== 'TaggedTemplateExpression') settleTemplate(node);
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
      for (const expression of node.expressions) c.visit(expression, scope, node, parent);
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
      c.visit(node.object, scope, node, parent);
      if (node.computed) c.visit(node.property, scope, node, parent);
      return;
    case 'BinaryExpression':
      visitBinary(c, node, scope, parent);
      return;
    case 'ObjectExpression':
      for (const property of node.properties) visitProperty(c, property, scope, node, parent);
      if (looksLikeRequest(node, c.libraries)) c.file.requestObjects.push(placeOf(c, node, scope));
      return;
    case 'ArrayExpression':
      forEachChild(node, (child) => c.visit(child, scope, node, parent));
      noteServices(c, node);
      return;
    case 'AssignmentExpression':
      visitAssignment(c, node, scope, parent);
      return;
    default:
      visitStatement(c, node, scope, parent);
  }
}

/**
 * `['users', 'orders', function (a, b) { … }]`: the names of the services that dependency injection passes to a
 * function.
 */
function noteServices(c: Collector, node: ESTree.ArrayExpression): void {
  const last = node.elements.at(-1);
  const fn = last && isFunction(last) ? c.file.functions.get(last) : undefined;
  if (!fn || node.elements.length !== fn.parameterNames.length + 1) return;
  const names = node.elements
    .slice(0, -1)
    .map((element) =>
      element?.type === 'Literal' && typeof element.value === 'string' ? element.value : '',
    );
  if (names.length === 0 || names.includes('')) return;
  fn.injected = names;
  for (const name of names) c.file.services.add(name);
}

const DOCUMENT_WORDS = ['query', 'mutation', 'subscription'];

/** Keeps texts that begin like a GraphQL document. The first letters exclude most texts. */
function collectDocument(c: Collector, head: string, whole: () => string): void {
  if (head.length < 8 || c.file.documents.length >= 500) return;
  const start = head.slice(0, 40).trimStart();
  if (DOCUMENT_WORDS.some((word) => start.startsWith(word)))
    c.file.documents.push(whole().slice(0, 20_000));
}

/**
 * A long sum is a tree that is deep on its left side. It is walked in a loop, since recursion would overflow the stack.
 */
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
  for (const term of terms) settleTemplate(term);
  const path =
    node.operator === '+' &&
    terms.some(
      (term) =>
        term.type === 'Literal' && typeof term.value === 'string' && term.value.includes('/'),
    );
  // The sum is read as one text, so its terms are not read as texts of their own.
  for (const term of terms)
    if (!path || term.type !== 'Literal') c.visit(term, scope, node, parent);
  if (path) c.file.strings.push({ place: placeOf(c, node, scope), parent, owner: null });
}
