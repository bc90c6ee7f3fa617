import type { Node } from './ast.ts';

export const HTTP_METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Whether a node is a literal with an HTTP method in capitals: `'POST'`. */
export function isMethodLiteral(node: Node | undefined): boolean {
  return node?.type === 'Literal' && typeof node.value === 'string' && HTTP_METHODS.has(node.value);
}
