import { type Node, calleeName, unwrap } from './ast.ts';
import type { CallSite } from './scope.ts';

/** The name by which a call is listed: `f` of `f.call(…)` too. */
export function calledName(call: CallSite): string | null {
  return calleeName(calledNode(call)) ?? calleeName(call.node.callee);
}

/** What is called: `f` of `f.call(…)` and `f.apply(…)` too. */
export function calledNode({ node }: CallSite): Node {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return callee;
  const name = calleeName(callee);
  return name === 'call' || name === 'apply' ? unwrap(callee.object) : callee;
}
