import {
  type CallNode,
  type FunctionNode,
  type Node,
  calleeName,
  isFunction,
  keyName,
  mayBePath,
  unwrap,
} from './ast.ts';
import { collectFunction } from './collect-functions.ts';
import { storeGiven } from './collect-given.ts';
import { type Collector, placeOf } from './collector.ts';
import type { CallSite, Scope } from './scope.ts';

const ELEMENT_CALLBACKS = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find']);

/** Arguments of a call among which a path and a function behind it are looked for. */
export const KEYED_MAX = 4;

export function visitCall(c: Collector, node: CallNode, scope: Scope, parent: Node): void {
  if (visitConcat(c, node, scope, parent)) return;
  const bound = boundFunction(node);
  if (bound) collectFunction(c, bound, scope, null, passesThis(node));
  else c.visit(node.callee, scope, node, parent);
  const method = node.callee.type === 'MemberExpression' ? calleeName(node.callee) : null;
  for (const [index, argument] of node.arguments.entries()) {
    if (isFunction(argument)) {
      const fn = collectFunction(c, argument, scope, null, passesThis(node));
      if (
        index === 0 &&
        method &&
        ELEMENT_CALLBACKS.has(method) &&
        node.callee.type === 'MemberExpression'
      ) {
        fn.elementsOf = { node: node.callee.object, scope, at: c.at };
      }
    } else c.visit(argument, scope, node, parent);
  }
  storeGiven(c, node, scope);
  c.at += 1;
  const call = { node, scope, at: c.at };
  c.file.calls.push(call);
  markImmediate(c, call);
  for (const [index, argument] of node.arguments.slice(1, KEYED_MAX).entries()) {
    const fn = isFunction(argument) ? c.file.functions.get(argument) : null;
    if (fn && (mayBePath(node.arguments[0]) || mayBePath(node.arguments[index])))
      fn.handedTo = call;
  }
}

/** `"/users/".concat(id, "/posts")`: compiled template literals are read as one text, as sums are. */
function visitConcat(c: Collector, node: CallNode, scope: Scope, parent: Node): boolean {
  const terms: Node[] = [];
  let current: Node = node;
  while (current.type === 'CallExpression') {
    const callee = unwrap(current.callee);
    if (
      callee.type !== 'MemberExpression' ||
      keyName(callee.property, callee.computed) !== 'concat'
    )
      return false;
    terms.unshift(...current.arguments);
    current = unwrap(callee.object);
  }
  if (current.type !== 'Literal' || typeof current.value !== 'string') return false;
  for (const term of terms) if (term.type !== 'Literal') c.visit(term, scope, node, parent);
  const path = [current, ...terms].some(
    (term) => term.type === 'Literal' && typeof term.value === 'string' && term.value.includes('/'),
  );
  if (path) c.file.strings.push({ place: placeOf(c, node, scope), parent, owner: null });
  return true;
}

/** `(function (a) { … })(x)`, also with `.call(this, x)`: each parameter has one known value. */
function markImmediate(c: Collector, call: CallSite): void {
  let callee = unwrap(call.node.callee);
  if (callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'call')
    callee = unwrap(callee.object);
  if (!isFunction(callee)) return;
  const fn = c.file.functions.get(callee);
  if (fn) fn.immediate = call;
}

/** The function of `(function () { … }).bind(this)` or `.call(this)`. */
function boundFunction(node: CallNode): FunctionNode | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const name = calleeName(callee);
  const object = unwrap(callee.object);
  return (name === 'bind' || name === 'call' || name === 'apply') && isFunction(object)
    ? object
    : null;
}

/** `spawn(this, function* () { … })`: how compiled async methods keep their `this`. */
function passesThis(node: CallNode): boolean {
  return node.arguments.some((argument) => argument.type === 'ThisExpression');
}
