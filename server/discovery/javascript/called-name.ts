import { calleeName, unwrap } from './ast.ts';
import type { CallSite } from './scope.ts';

/** The name by which a call is listed: `f` of `f.call(…)` too. */
export function calledName(call: CallSite): string | null {
  const name = calleeName(call.node.callee);
  if (name !== 'call' && name !== 'apply') return name;
  const callee = unwrap(call.node.callee);
  return callee.type === 'MemberExpression' && callee.object.type !== 'Super'
    ? (calleeName(callee.object) ?? name)
    : name;
}
