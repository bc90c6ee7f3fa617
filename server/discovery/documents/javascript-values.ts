import { type ESTree, parseModule, parseScript } from 'meriyah';
import { parseJson } from './parse-json.ts';

const DEPTH_MAX = 100;
const NODES_MAX = 3_000_000;

/**
 * A JavaScript file's syntax tree; `null` when it does not parse, or nests so deep that the parser's stack overflows.
 */
export function parseJavaScript(code: string): ESTree.Program | null {
  const options = { next: true, webcompat: true, raw: false } as const;
  for (const parse of [parseScript, parseModule]) {
    try {
      return parse(code, options);
    } catch {
      // A script with `import` parses as a module only. Few of these files are modules, so that is tried last.
    }
  }
  return null;
}

type LiteralOrCall =
  | ESTree.ObjectExpression
  | ESTree.CallExpression
  | ESTree.NewExpression
  | ESTree.VariableDeclarator;

/** String variables by name. Scopes are ignored: these scripts are small, and a wrong value costs one request. */
export type StringVariables = ReadonlyMap<string, string>;

/** Visits every object literal and every call of a tree, outermost first, without recursion. */
export function* literalsAndCalls(program: ESTree.Program): Generator<LiteralOrCall> {
  const pending: unknown[] = [program];
  for (let visited = 0; pending.length > 0 && visited < NODES_MAX; visited += 1) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (isInteresting(node)) yield node;
    const children = Array.isArray(node) ? (node as unknown[]) : Object.values(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      if (typeof children[index] === 'object') pending.push(children[index]);
    }
  }
}

function isInteresting(node: object): node is LiteralOrCall {
  const type = 'type' in node ? String(node.type) : '';
  return /^(?:ObjectExpression|CallExpression|NewExpression|VariableDeclarator)$/.test(type);
}

/**
 * The value of a literal: object, array, string, number, template without holes, `"a" + "b"`,
 * `JSON.parse("…")`, and `f("…")` as its argument (viewers wrap a URL in a resolver). Nothing is run.
 * @returns `undefined` for all other expressions
 */
export function literalValue(
  node: ESTree.Node | null | undefined,
  variables: StringVariables,
  depth = 0,
): unknown {
  if (node === null || node === undefined || depth > DEPTH_MAX) return undefined;
  switch (node.type) {
    case 'Literal':
      return node.value;
    case 'Identifier':
      return variables.get(node.name);
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
    case 'ArrayExpression':
      return node.elements.map((element) => literalValue(element, variables, depth + 1));
    case 'ObjectExpression':
      return objectValue(node, variables, depth);
    case 'BinaryExpression':
      return concatenation(node, variables, depth);
    case 'CallExpression':
      return callValue(node, variables, depth);
    default:
      return undefined;
  }
}

/** The own name of a property, `null` where it is computed or spread. */
export function propertyName(property: ESTree.Node): string | null {
  if (property.type !== 'Property' || property.computed) return null;
  if (property.key.type === 'Identifier') return property.key.name;
  return property.key.type === 'Literal' ? String(property.key.value) : null;
}

function objectValue(
  node: ESTree.ObjectExpression,
  variables: StringVariables,
  depth: number,
): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const property of node.properties) {
    const name = propertyName(property);
    if (name === null || property.type !== 'Property') continue;
    const value = literalValue(property.value, variables, depth + 1);
    if (value !== undefined) entries.set(name, value);
  }
  // `fromEntries` defines properties, so a key `__proto__` does not change the prototype.
  return Object.fromEntries(entries);
}

function concatenation(
  node: ESTree.BinaryExpression,
  variables: StringVariables,
  depth: number,
): unknown {
  if (node.operator !== '+' || node.left.type === 'PrivateIdentifier') return undefined;
  const left = literalValue(node.left, variables, depth + 1);
  const right = literalValue(node.right, variables, depth + 1);
  if (typeof right !== 'string') return undefined;
  // `location.origin + "/openapi.json"`: the unknown part is the document's own origin.
  if (typeof left !== 'string') return right.startsWith('/') ? right : undefined;
  return left + right;
}

function callValue(
  node: ESTree.CallExpression,
  variables: StringVariables,
  depth: number,
): unknown {
  const { callee } = node;
  const first = node.arguments[0];
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
    const method = callee.property.name;
    if (method === 'replace') return replaced(node, variables, depth);
    if (method !== 'parse' && method !== 'toString') return undefined;
    const json = literalValue(method === 'parse' ? first : callee.object, variables, depth + 1);
    return method === 'parse' && typeof json === 'string' ? parseJson(json) : json;
  }
  const argument = literalValue(first, variables, depth + 1);
  return typeof argument === 'string' ? argument : undefined;
}

function replaced(node: ESTree.CallExpression, variables: StringVariables, depth: number): unknown {
  const { callee } = node;
  const target =
    callee.type === 'MemberExpression'
      ? literalValue(callee.object, variables, depth + 1)
      : undefined;
  const from = literalValue(node.arguments[0], variables, depth + 1);
  const to = literalValue(node.arguments[1], variables, depth + 1);
  const known = typeof target === 'string' && typeof from === 'string' && typeof to === 'string';
  return known ? target.replace(from, () => to) : target;
}
