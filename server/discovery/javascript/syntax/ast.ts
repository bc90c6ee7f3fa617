import type { ESTree } from 'meriyah';

export type Node = ESTree.Node;

export type FunctionNode =
  | ESTree.FunctionDeclaration
  | ESTree.FunctionExpression
  | ESTree.ArrowFunctionExpression;

export type ClassNode = ESTree.ClassDeclaration | ESTree.ClassExpression;

export type CallNode = ESTree.CallExpression | ESTree.NewExpression;

/** Whether an untyped field of a syntax tree holds a node. */
function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** Calls `visit` for each direct child, in source order. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  // The parser's nodes are plain objects; this is the one place that reads them without their type.
  const fields = node as unknown as Record<string, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item);
    } else if (isNode(value)) visit(value);
  }
}

/** The name of a property, member or method, or `null` when it is computed at run time. */
export function keyName(
  key: Node | null | undefined,
  computed: boolean | undefined,
): string | null {
  if (!key) return null;
  if (key.type === 'Literal')
    return typeof key.value === 'string' || typeof key.value === 'number'
      ? String(key.value)
      : null;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Identifier' && !computed) return key.name;
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0)
    return key.quasis[0]?.value.cooked ?? null;
  return null;
}

/**
 * Turns a template without expressions into a string literal, since some minifiers write every string with backticks.
 * Changes the node itself, because its parent is read later.
 */
export function settleTemplate(node: Node): void {
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return;
  Object.assign(node, { type: 'Literal', value: node.quasis[0]?.value.cooked ?? '' });
}

/** Removes parts around an expression that do not change its value: optional chains, `await`, `(0, x)`. */
export function unwrap(node: Node): Node {
  let current = node;
  for (let steps = 0; steps < 32; steps += 1) {
    if (current.type === 'ParenthesizedExpression' || current.type === 'ChainExpression')
      current = current.expression;
    else if (current.type === 'AwaitExpression') current = current.argument;
    else if (current.type === 'SequenceExpression') {
      const last = current.expressions.at(-1);
      if (!last) return current;
      current = last;
    } else return current;
  }
  return current;
}

/** The first argument; `null` where there is none, or a list is spread there. */
export function firstArgument(node: CallNode): Node | null {
  const [argument] = node.arguments;
  return argument && argument.type !== 'SpreadElement' ? argument : null;
}

/** The last name of a callee: `fetch`, or `get` of `this.http.get`. */
export function calleeName(callee: Node): string | null {
  const target = unwrap(callee);
  if (target.type === 'Identifier') return target.name;
  if (target.type === 'MemberExpression') return keyName(target.property, target.computed);
  if (target.type === 'Super') return 'super';
  // `new (t || Service)(…)`, which some compilers write.
  if (target.type === 'LogicalExpression') return calleeName(target.right);
  return null;
}

/** Whether an expression is `'/users'`, a template or sum that begins so, or a choice between those. */
export function namesPath(node: Node | undefined): boolean {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' && node.value.startsWith('/');
    case 'TemplateLiteral':
      return node.quasis[0]?.value.raw.startsWith('/') ?? false;
    case 'ConditionalExpression':
      return namesPath(node.consequent) || namesPath(node.alternate);
    case 'LogicalExpression':
      return namesPath(node.right);
    case 'BinaryExpression':
      return namesPath(firstTerm(node));
    default:
      return false;
  }
}

/** Whether an expression may be a path: it is written as one, or it is a name or a call. */
export function mayBePath(node: Node | undefined): boolean {
  return node?.type === 'Identifier' || node?.type === 'CallExpression' || namesPath(node);
}

/** The first term of a sum. Found in a loop, since sums can have thousands of terms. */
function firstTerm(node: Node): Node {
  let current = node;
  while (current.type === 'BinaryExpression') current = current.left;
  return current;
}

/** `{url: 'app.js', revision: '4f3a'}`: a file that a service worker caches, as build tools list it. */
export function isCacheEntry(node: Node): boolean {
  if (node.type !== 'ObjectExpression' || node.properties.length > 3) return false;
  const names = node.properties.map((property) =>
    property.type === 'Property' ? keyName(property.key, property.computed) : null,
  );
  return names.includes('url') && names.includes('revision');
}
