import { calleeName, isFunction, unwrap, type Node } from './ast.ts';

/**
 * The names that stand for the value of `node`: `f`, `o.f`, or the name that an immediately called function returns.
 */
export function referredNames(node: Node, depth = 0): string[] {
  const value = unwrap(node);
  if (depth > 3) return [];
  if (value.type === 'Identifier') return [value.name];
  if (value.type === 'MemberExpression') return [calleeName(value)].filter((name) => name !== null);
  if (value.type === 'LogicalExpression')
    return [value.left, value.right].flatMap((side) => referredNames(side, depth + 1));
  if (value.type === 'AssignmentExpression') return referredNames(value.right, depth + 1);
  return [];
}

/** The expression that a function only returns, as in `() => f`; `null` for other functions. */
export function handedOn(node: Node): Node | null {
  if (!isFunction(node) || node.params.length > 0 || !node.body) return null;
  if (node.body.type !== 'BlockStatement') return unwrap(node.body);
  const [only] = node.body.body;
  return only?.type === 'ReturnStatement' && only.argument ? unwrap(only.argument) : null;
}
