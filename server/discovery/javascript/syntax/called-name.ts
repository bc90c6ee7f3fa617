import { type CallNode, calleeName, type Node, unwrap } from './ast.ts';
import type { CallSite } from './scope.ts';

/**
 * The function that `f.call(…)` and `f.apply(…)` call; `null` for other calls. `f.bind(self, a)` counts as a call of
 * `f`, since the arguments that it binds often contain the address.
 */
export function indirection(node: CallNode): { by: 'call' | 'apply'; target: Node } | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const name = calleeName(callee);
  if (name === 'call' || name === 'apply') return { by: name, target: callee.object };
  return name === 'bind' && node.arguments.length > 1
    ? { by: 'call', target: callee.object }
    : null;
}

/** The name of the function that is called; for `f.call(…)`, `f`. */
export function calledName(call: CallSite): string | null {
  return calleeName(calledNode(call)) ?? calleeName(call.node.callee);
}

/** The expression of the function that is called; for `f.call(…)` and `f.apply(…)`, `f`. */
export function calledNode({ node }: CallSite): Node {
  return unwrap(indirection(node)?.target ?? node.callee);
}
