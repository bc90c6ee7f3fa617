import type { Node } from './ast.ts';
import { finishFrame } from './frames.ts';
import {
  type Binding,
  type FunctionInfo,
  type PropertyStore,
  type ScriptFile,
  lookup,
} from './scope.ts';
import { literalOf } from './value.ts';
import { ask, evaluateAt, type World } from './world.ts';

const CHUNKS_MAX = 500;

interface Chunk {
  path: string;
  /** What the path is relative to. */
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
    const publicPath = paths.length > 0 ? publicPathOf(world, fn) : null;
    for (const path of paths) chunks.push({ path, base: chunkBase(world, file, path, publicPath) });
  }
  for (const path of listed(world, file))
    chunks.push({ path, base: chunkBase(world, file, path, null) });
  return chunks.slice(0, CHUNKS_MAX);
}

/** `"js/" + ({1: "admin"}[id] || id) + "." + {1: "abc"}[id] + ".js"` for every id that the maps name. */
function namedByMap(world: World, fn: FunctionInfo): string[] {
  const paths: string[] = [];
  for (const place of fn.returns) {
    if (place.node.type !== 'BinaryExpression' && place.node.type !== 'TemplateLiteral') continue;
    if (!endsInScript(place.node)) continue;
    const keys = new Set<string>();
    mapKeys(place.node, keys, 0);
    for (const key of keys) {
      if (paths.length >= CHUNKS_MAX) return paths;
      ask(world, new Map(), 500);
      // The id is not written anywhere: it stands in as a literal of its own.
      const id: Node = { type: 'Literal', value: key };
      const args = [{ place: { node: id, scope: fn.scope, at: 0 }, frame: null }];
      const frame = finishFrame(world, {
        fn,
        args,
        open: null,
        self: null,
        outer: null,
        depth: 1,
      });
      const path = evaluateAt(world, { place, frame })
        .map(literalOf)
        .find((value) => value !== null);
      if (path?.endsWith('.js')) paths.push(path);
    }
  }
  return paths;
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
function listed(world: World, file: ScriptFile): string[] {
  const paths: string[] = [];
  for (const { place } of world.targetStores.get('f') ?? []) {
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

/** `require.p = "/static/"`, said of the same `require` as `require.u`: bundles hold other bundles with their own. */
function publicPathOf(world: World, fn: FunctionInfo): string | null {
  const names = (world.targetStores.get('u') ?? []).filter(({ place }) => place.node === fn.node);
  const owners = new Set(names.map(ownerOf));
  for (const store of world.targetStores.get('p') ?? []) {
    const { node, scope } = store.place;
    if (scope.file !== fn.file || (owners.size > 0 && !owners.has(ownerOf(store)))) continue;
    if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  }
  return null;
}

function ownerOf({ target, place }: PropertyStore): Binding | null {
  return target?.type === 'Identifier' ? lookup(place.scope, target.name) : null;
}

/**
 * The folder that chunk paths start from: what the bundle says, else the part of the script's own address before the
 * folder that both share, else the document.
 */
function chunkBase(
  world: World,
  file: ScriptFile,
  path: string,
  publicPath: string | null,
): string {
  if (publicPath !== null && URL.canParse(publicPath, world.documentBase))
    return new URL(publicPath, world.documentBase).href;
  if (path.startsWith('.')) return file.url;
  const folder = path.startsWith('/') ? '' : path.slice(0, path.lastIndexOf('/') + 1);
  const at = folder === '' ? -1 : file.url.lastIndexOf(`/${folder}`);
  if (at > 8) return file.url.slice(0, at + 1);
  return folder === '' ? file.url : world.documentBase.href;
}
