import type { ESTree } from 'meriyah';
import { type Node, forEachChild } from './ast.ts';
import { collectExports, collectImports } from './collect-modules.ts';
import { bindPattern } from './collect-patterns.ts';
import { type Collector, branch, placeOf } from './collector.ts';
import type { Scope } from './scope.ts';

/** Visits statements, and all other nodes that need no own treatment. */
export function visitStatement(c: Collector, node: Node, scope: Scope, parent: Node): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        if (declarator.init) c.visit(declarator.init, scope, declarator, node);
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
      for (const statement of node.body) c.visit(statement, inner, node, parent);
      return;
    }
    case 'ReturnStatement':
      if (node.argument) {
        c.visit(node.argument, scope, node, parent);
        scope.fn?.returns.push(placeOf(c, node.argument, scope));
      }
      return;
    case 'IfStatement':
    case 'ConditionalExpression':
      c.visit(node.test, scope, node, parent);
      c.visit(node.consequent, branch(scope), node, parent);
      if (node.alternate) c.visit(node.alternate, branch(scope), node, parent);
      return;
    case 'LogicalExpression':
      c.visit(node.left, scope, node, parent);
      c.visit(node.right, branch(scope), node, parent);
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
      c.visit(node.source, scope, node, parent);
      c.file.dynamicImports.push(placeOf(c, node.source, scope));
      return;
    case 'CatchClause': {
      const inner = branch(scope);
      if (node.param) bindPattern(c, node.param, inner, null, inner);
      c.visit(node.body, inner, node, parent);
      return;
    }
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchCase':
    case 'SwitchStatement': {
      const inner = branch(scope);
      forEachChild(node, (child) => c.visit(child, inner, node, parent));
      return;
    }
    default:
      forEachChild(node, (child) => c.visit(child, scope, node, parent));
  }
}

function visitForEach(
  c: Collector,
  node: ESTree.ForOfStatement | ESTree.ForInStatement,
  scope: Scope,
): void {
  const inner = branch(scope);
  c.visit(node.right, scope, node, null);
  const place = node.type === 'ForOfStatement' ? placeOf(c, node.right, scope) : null;
  const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : null;
  if (target && node.left.type === 'VariableDeclaration') {
    bindPattern(c, target, node.left.kind === 'var' ? functionScope(scope) : inner, place, inner, [
      '*',
    ]);
  }
  c.visit(node.body, inner, node, null);
}

function visitJsx(
  c: Collector,
  node: ESTree.JSXAttribute | ESTree.JSXOpeningElement,
  scope: Scope,
  parent: Node,
): void {
  if (node.type === 'JSXOpeningElement') {
    for (const attribute of node.attributes) c.visit(attribute, scope, node, parent);
    return;
  }
  if (node.value) c.visit(node.value, scope, node, parent);
}

function functionScope(scope: Scope): Scope {
  let current = scope;
  while (current.parent && current.parent.fn === current.fn && current !== current.fn?.inner)
    current = current.parent;
  return current;
}
