import { type CallNode, calleeName, type Node, unwrap } from './ast.ts';
import type { CallSite } from './scope.ts';

/**
 * How a call goes to `f` of `f.call(…)` and `f.apply(…)`; `null` where it goes to its callee itself.
 * `f.bind(self, a)` counts as a call of `f`: the arguments that it binds are often the address.
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

/** The name by which a call is listed: `f` of `f.call(…)` too. */
export function calledName(call: CallSite): string | null {
  return calleeName(calledNode(call)) ?? calleeName(call.node.callee);
}

/** What is called: `f` of `f.call(…)` and `f.apply(…)` too. */
export function calledNode({ node }: CallSite): Node {
  return unwrap(indirection(node)?.target ?? node.callee);
}
