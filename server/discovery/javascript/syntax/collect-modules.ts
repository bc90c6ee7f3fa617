import { type Node, isFunction } from './ast.ts';
import { type Collector, placeOf } from './collector.ts';
import { type Scope, declare } from './scope.ts';
import type { ESTree } from 'meriyah';

/** `import …`: each local name stands for an export of another file. */
export function collectImports(c: Collector, node: ESTree.ImportDeclaration, scope: Scope): void {
  const source = String(node.source.value);
  c.file.imports.push(source);
  for (const specifier of node.specifiers) {
    const name =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportNamespaceSpecifier'
          ? '*'
          : nameOf(specifier.imported);
    c.file.importedNames.push({ name, local: specifier.local.name, source, scope });
    declare(scope, specifier.local.name).defs.push({ kind: 'import', file: c.file, source, name });
  }
}

/** `export …`: the values that other files can import, by their exported names. */
export function collectExports(
  c: Collector,
  node:
    | ESTree.ExportNamedDeclaration
    | ESTree.ExportDefaultDeclaration
    | ESTree.ExportAllDeclaration,
  scope: Scope,
): void {
  if (node.type === 'ExportAllDeclaration') {
    const source = String(node.source.value);
    c.file.imports.push(source);
    if (node.exported)
      c.file.exports.set(nameOf(node.exported), { kind: 'from', source, name: '*' });
    else c.file.exportAll.push(source);
    return;
  }
  if (node.type === 'ExportDefaultDeclaration') {
    c.visit(node.declaration, scope, node, null);
    const named =
      (isFunction(node.declaration) || node.declaration.type === 'ClassDeclaration') &&
      node.declaration.type !== 'ArrowFunctionExpression'
        ? node.declaration.id
        : null;
    c.file.exports.set('default', {
      kind: 'place',
      place: placeOf(c, named ?? node.declaration, scope),
    });
    return;
  }
  if (node.declaration) {
    c.visit(node.declaration, scope, node, null);
    for (const id of declaredNames(node.declaration))
      c.file.exports.set(id.name, { kind: 'place', place: placeOf(c, id, scope) });
  }
  const source = node.source ? String(node.source.value) : null;
  if (source !== null) c.file.imports.push(source);
  for (const specifier of node.specifiers) {
    const exported = nameOf(specifier.exported);
    if (source === null)
      c.file.exports.set(exported, { kind: 'place', place: placeOf(c, specifier.local, scope) });
    else c.file.exports.set(exported, { kind: 'from', source, name: nameOf(specifier.local) });
  }
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}

function declaredNames(declaration: Node): ESTree.Identifier[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap((declarator) =>
      declarator.id.type === 'Identifier' ? [declarator.id] : [],
    );
  }
  if (
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
    declaration.id
  )
    return [declaration.id];
  return [];
}
