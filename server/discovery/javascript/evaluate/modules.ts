import { definedValue } from '../syntax/collect-given.ts';
import { forEachChild, isFunction, keyName, unwrap, type Node } from '../syntax/ast.ts';
import type { FunctionInfo, ScriptFile } from '../syntax/scope.ts';
import { unknown, type Located, type Value } from './value.ts';
import { evaluateAt, dependOn, type Index, type World } from './world.ts';
import type { ESTree } from 'meriyah';

/** The file that `source` stands for in `file`, if it has been read. */
export function resolveFile(index: Index, file: ScriptFile, source: string): ScriptFile | null {
  if (!URL.canParse(source, file.url)) return null;
  const url = new URL(source, file.url);
  return index.byUrl.get(`${url.origin}${url.pathname}`) ?? null;
}

/** The values of another file's export. Unknown, and marked as `missing`, where that file has not been read. */
export function readExport(
  world: World,
  file: ScriptFile,
  source: string,
  name: string,
  depth = 0,
): Value[] {
  const target = resolveFile(world.index, file, source);
  // The file may be read later, so a result that depends on it must not be kept.
  if (!target) {
    const library = name === 'default' ? world.libraries.packages.get(source) : undefined;
    if (library !== undefined) return [{ kind: 'global', name: library }];
    dependOn(world, 0);
    return [unknown(name === '*' || name === 'default' ? '' : name, null, true)];
  }
  if (name === '*') return [{ kind: 'namespace', file: target }];
  return exportOf(world, target, name, depth) ?? [unknown(name, null, true)];
}

export function exportOf(world: World, file: ScriptFile, name: string, depth = 0): Value[] | null {
  if (depth > 8) return null;
  const target = file.exports.get(name);
  if (target?.kind === 'place') return evaluateAt(world, { place: target.place, frame: null });
  if (target?.kind === 'from')
    return readExport(world, file, target.source, target.name, depth + 1);
  for (const source of file.exportAll) {
    const other = resolveFile(world.index, file, source);
    const found = other ? exportOf(world, other, name, depth + 1) : null;
    if (found) return found;
  }
  return null;
}

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

/**
 * Reads assignments to exports, which may stand within others or in arguments: `!function (e) {…}(X || (exports.X = X =
 * {}))`.
 */
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
