import type { ESTree } from 'meriyah';
import { definedValue } from '../syntax/collect-given.ts';
import { forEachChild, isFunction, keyName, unwrap, type Node } from '../syntax/ast.ts';
import type { FunctionInfo } from '../syntax/scope.ts';
import { unknown, type Located, type Value } from './value.ts';
import { evaluateAt, dependOn, type World } from './world.ts';

/** The arguments that webpack passes to a module's function: (module, exports, require). */
export function requireValue(fn: FunctionInfo, index: number): Value[] | null {
  if (index === 0) return [{ kind: 'global', name: 'module' }];
  if (index === 1) return [{ kind: 'bundled', module: fn }];
  return index === 2 ? [{ kind: 'global', name: 'webpack' }] : null;
}

/** `require(123)` in a webpack bundle. */
export function requireModule(world: World, key: string): Value[] {
  const module = world.index.modules.get(key);
  if (module) return [{ kind: 'bundled', module }];
  dependOn(world, 0);
  return [unknown('module', null, true)];
}

/** An export of a webpack module. */
export function bundledExport(world: World, module: FunctionInfo, name: string): Value[] {
  const exports = exportsOf(world, module);
  const direct = exports.get(name);
  if (direct) return evaluateAt(world, direct);
  const whole = exports.get('*');
  if (!whole)
    return name === 'default' || name === '__esModule'
      ? [{ kind: 'bundled', module }]
      : [unknown(name)];
  if (name === 'default') return evaluateAt(world, whole);
  return evaluateAt(world, whole).flatMap((value) =>
    world.property(value, name, { scope: whole.place.scope, at: whole.place.at, frame: null }),
  );
}

/** The exports of a module by name. `*` is the value that is assigned to `module.exports`. */
function exportsOf(world: World, module: FunctionInfo): Map<string, Located> {
  const known = world.memory.exports.get(module);
  if (known) return known;
  const found = new Map<string, Located>();
  world.memory.exports.set(module, found);
  const { body } = module.node;
  if (body?.type === 'BlockStatement')
    for (const statement of body.body)
      if (statement.type === 'ExpressionStatement')
        readExports(module, statement.expression, found, 0);
  return found;
}

const EXPRESSION_DEPTH_MAX = 10;

/** Reads assignments to exports. They may stand within others or in arguments: `f(X || (exports.X = X = {}))`. */
function readExports(
  module: FunctionInfo,
  node: Node,
  found: Map<string, Located>,
  depth: number,
): void {
  if (depth > EXPRESSION_DEPTH_MAX || isFunction(node)) return;
  if (node.type === 'AssignmentExpression') readAssignment(module, node, found);
  else if (node.type === 'CallExpression') readDefine(module, node.arguments, found);
  forEachChild(node, (child) => readExports(module, child, found, depth + 1));
}

function readAssignment(
  module: FunctionInfo,
  { left, right }: ESTree.AssignmentExpression,
  found: Map<string, Located>,
): void {
  // `exports.X = void 0` only declares the export.
  if (right.type === 'UnaryExpression' && right.operator === 'void') return;
  if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier') return;
  const name = keyName(left.property, left.computed);
  const owner = module.parameterNames.indexOf(left.object.name);
  if (name !== null && owner === 1) found.set(name, locate(module, right));
  if (name === 'exports' && owner === 0) found.set('*', locate(module, right));
}

/**
 * `require.d(exports, {name: () => value})`, the older `require.d(exports, "name", function () { return value })`, or
 * `Object.defineProperty(exports, "name", {get: function () { return value }})`.
 */
function readDefine(
  module: FunctionInfo,
  args: readonly Node[],
  found: Map<string, Located>,
): void {
  const [target, second, third] = args;
  if (target?.type !== 'Identifier' || module.parameterNames.indexOf(target.name) !== 1 || !second)
    return;
  if (second.type === 'ObjectExpression') {
    for (const property of second.properties) {
      if (property.type !== 'Property') continue;
      const name = keyName(property.key, property.computed);
      const value = getterResult(property.value);
      if (name !== null && value) found.set(name, locate(module, value));
    }
  } else if (second.type === 'Literal' && third) {
    const value = getterResult(third) ?? definedValue(third);
    if (value) found.set(String(second.value), locate(module, value));
  }
}

/** The value of `() => value`. */
function getterResult(node: Node): Node | null {
  if (!isFunction(node) || !node.body) return null;
  if (node.body.type !== 'BlockStatement') return unwrap(node.body);
  const [first] = node.body.body;
  return first?.type === 'ReturnStatement' && first.argument ? unwrap(first.argument) : null;
}

function locate(module: FunctionInfo, node: Node): Located {
  return { place: { node, scope: module.inner, at: Number.MAX_SAFE_INTEGER }, frame: null };
}
