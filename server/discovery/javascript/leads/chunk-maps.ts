import type { Node } from '../syntax/ast.ts';
import { finishFrame } from '../evaluate/frames.ts';
import type { FunctionInfo, Place, ScriptFile } from '../syntax/scope.ts';
import { literalOf } from '../evaluate/value.ts';
import type { Index } from '../evaluate/script-index.ts';
import { evaluateAt, startQuestion, type World } from '../evaluate/world.ts';
import { chunkBase, publicPathOf } from './public-path.ts';

const CHUNKS_MAX = 500;

interface Chunk {
  path: string;
  /** Absolute URL that the path is relative to. */
  base: string;
}

/** Chunks as bundlers name them: webpack's `require.u = (id) => …` and vite's list of dependencies. */
export function chunksOf(world: World, file: ScriptFile): Chunk[] {
  const chunks: Chunk[] = [];
  for (const fn of file.functions.values()) {
    if (chunks.length >= CHUNKS_MAX) break;
    if (fn.parameterNames.length !== 1 || fn.returns.length === 0 || fn.returns.length > 3)
      continue;
    const paths = namedByMap(world, fn);
    const publicPath = paths.length > 0 ? publicPathOf(world.index, fn) : null;
    for (const path of paths) chunks.push({ path, base: chunkBase(world, file, path, publicPath) });
  }
  for (const path of listed(world.index, file))
    chunks.push({ path, base: chunkBase(world, file, path, null) });
  return chunks.slice(0, CHUNKS_MAX);
}

/** `"js/" + ({1: "admin"}[id] || id) + "." + {1: "abc"}[id] + ".js"` for every id that the maps name. */
function namedByMap(world: World, fn: FunctionInfo): string[] {
  const paths: string[] = [];
  for (const { node, scope, at } of fn.returns) {
    for (const arm of armsOf(node)) {
      const whole = arm.type === 'Literal' ? arm.value : null;
      if (typeof whole === 'string' && whole.endsWith('.js')) paths.push(whole);
      if (!endsInScript(arm)) continue;
      const keys = new Set<string>();
      mapKeys(arm, keys, 0);
      if (keys.size === 0 && fn.names.has('u')) requestedIds(world.index, fn.file, keys);
      for (const key of keys) {
        if (paths.length >= CHUNKS_MAX) return paths;
        const path = pathFor(world, fn, { node: arm, scope, at }, key);
        if (path?.endsWith('.js')) paths.push(path);
      }
    }
  }
  return paths;
}

/** `4 === id ? "js/4-a.js" : "js/" + …`: the alternatives of nested choices. */
function armsOf(node: Node): Node[] {
  const arms: Node[] = [];
  let current = node;
  while (current.type === 'ConditionalExpression' && arms.length < CHUNKS_MAX) {
    arms.push(current.consequent);
    current = current.alternate;
  }
  return [...arms, current];
}

/** The path that the function returns for one id. */
function pathFor(
  world: World,
  fn: FunctionInfo,
  place: Place,
  key: string,
): string | null | undefined {
  startQuestion(world, new Map(), 500);
  // The id is a key of a map and not an expression of the script, so a literal is made for it.
  const id: Node = { type: 'Literal', value: key };
  const args = [{ place: { node: id, scope: fn.scope, at: 0 }, frame: null }];
  const frame = finishFrame(world, { fn, args, open: null, self: null, outer: null, depth: 1 });
  return evaluateAt(world, { place, frame })
    .map(literalOf)
    .find((value) => value !== null);
}

/** `require.e(12)`: the ids of chunks that a bundle loads but no map names. */
function requestedIds(index: Index, file: ScriptFile, ids: Set<string>): void {
  for (const call of index.callsByName.get('e') ?? []) {
    const [id] = call.node.arguments;
    if (call.scope.file === file && id?.type === 'Literal' && ids.size < CHUNKS_MAX)
      ids.add(String(id.value));
  }
}

function endsInScript(node: Node): boolean {
  if (node.type === 'BinaryExpression')
    return (
      node.right.type === 'Literal' &&
      typeof node.right.value === 'string' &&
      node.right.value.endsWith('.js')
    );
  return (
    node.type === 'TemplateLiteral' && (node.quasis.at(-1)?.value.cooked ?? '').endsWith('.js')
  );
}

function mapKeys(node: Node, keys: Set<string>, depth: number): void {
  if (depth > 12 || keys.size >= CHUNKS_MAX) return;
  if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') {
    mapKeys(node.left, keys, depth + 1);
    mapKeys(node.right, keys, depth + 1);
  } else if (node.type === 'TemplateLiteral')
    for (const part of node.expressions) mapKeys(part, keys, depth + 1);
  else if (node.type === 'ConditionalExpression') mapKeys(node.alternate, keys, depth + 1);
  else if (node.type === 'MemberExpression' && node.object.type === 'ObjectExpression') {
    for (const entry of node.object.properties) {
      if (entry.type !== 'Property') continue;
      if (entry.key.type === 'Literal') keys.add(String(entry.key.value));
      else if (entry.key.type === 'Identifier') keys.add(entry.key.name);
    }
  }
}

/** `m.f = ["assets/a.js", "assets/b.css"]` */
function listed(index: Index, file: ScriptFile): string[] {
  const paths: string[] = [];
  for (const { place } of index.targetStores.get('f') ?? []) {
    if (place.scope.file !== file || place.node.type !== 'ArrayExpression') continue;
    for (const element of place.node.elements) {
      if (
        element?.type === 'Literal' &&
        typeof element.value === 'string' &&
        element.value.endsWith('.js')
      )
        paths.push(element.value);
    }
  }
  return paths;
}
