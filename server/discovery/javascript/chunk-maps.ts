import type { Node } from './ast.ts';
import { finishFrame } from './frames.ts';
import type { FunctionInfo, Place, ScriptFile } from './scope.ts';
import { literalOf } from './value.ts';
import { ask, evaluateAt, type World } from './world.ts';

const CHUNKS_MAX = 500;

/** Paths of chunks as bundlers write them: webpack's `require.u = (id) => …` and vite's list of dependencies. */
export function chunkPaths(world: World, file: ScriptFile): string[] {
  const paths = new Set<string>();
  for (const fn of file.functions.values()) {
    if (paths.size >= CHUNKS_MAX) break;
    if (fn.parameterNames.length !== 1 || fn.returns.length === 0 || fn.returns.length > 3)
      continue;
    for (const path of namedByMap(world, fn)) paths.add(path);
  }
  for (const path of listed(world, file)) paths.add(path);
  return [...paths].slice(0, CHUNKS_MAX);
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
      if (keys.size === 0 && fn.names.has('u')) requestedIds(world, fn.file, keys);
      for (const key of keys) {
        if (paths.length >= CHUNKS_MAX) return paths;
        const path = pathFor(world, fn, { node: arm, scope, at }, key);
        if (path?.endsWith('.js')) paths.push(path);
      }
    }
  }
  return paths;
}

/** `4 === id ? "js/4-a.js" : "js/" + …`: each of what is chosen between. */
function armsOf(node: Node): Node[] {
  const arms: Node[] = [];
  let current = node;
  while (current.type === 'ConditionalExpression' && arms.length < CHUNKS_MAX) {
    arms.push(current.consequent);
    current = current.alternate;
  }
  return [...arms, current];
}

/** What the function gives for one id. */
function pathFor(
  world: World,
  fn: FunctionInfo,
  place: Place,
  key: string,
): string | null | undefined {
  ask(world, new Map(), 500);
  // The id is not written anywhere: it stands in as a literal of its own.
  const id: Node = { type: 'Literal', value: key };
  const args = [{ place: { node: id, scope: fn.scope, at: 0 }, frame: null }];
  const frame = finishFrame(world, { fn, args, open: null, self: null, outer: null, depth: 1 });
  return evaluateAt(world, { place, frame })
    .map(literalOf)
    .find((value) => value !== null);
}

/** `require.e(12)`: the chunks that a bundle asks for, where no map names them. */
function requestedIds(world: World, file: ScriptFile, ids: Set<string>): void {
  for (const call of world.callsByName.get('e') ?? []) {
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

/**
 * The folder that a path starts from: what the bundle says (`require.p = "/static/"`), else the part of the script's
 * own address before the folders that both share, else the document.
 */
export function chunkBase(world: World, file: ScriptFile, path: string): string {
  for (const { place } of world.targetStores.get('p') ?? []) {
    const value =
      place.scope.file === file && place.node.type === 'Literal' ? place.node.value : null;
    if (typeof value === 'string' && URL.canParse(value, world.documentBase))
      return new URL(value, world.documentBase).href;
  }
  if (path.startsWith('.')) return file.url;
  if (path.startsWith('/')) return world.documentBase.href;
  for (
    let end = path.lastIndexOf('/') + 1;
    end > 0;
    end = end < 2 ? 0 : path.lastIndexOf('/', end - 2) + 1
  ) {
    const at = file.url.lastIndexOf(`/${path.slice(0, end)}`);
    if (at > 8) return file.url.slice(0, at + 1);
  }
  return path.includes('/') ? world.documentBase.href : file.url;
}

const WRITTEN = /^(?:\.{0,2}\/)?[\w@~-][\w@~.[\]-]*(?:\/[\w@~.[\]-]+)*\.m?js(?:\?[\w=&.-]*)?$/;
// Libraries name workers and plugins of their own, megabytes that call no API of the site's.
const LIBRARY_PART =
  /(?:^|\/)(?:vendors?|libs?|node_modules|bower_components|third[-_]?party)\/|worker/i;
const WRITTEN_MAX = 60;

/**
 * `$.getScript("js/late.js")`, a list of pages' chunks: whatever is written like a script's path. In a classic
 * script `./a.js` is a bundled module's name.
 */
export function writtenPaths(file: ScriptFile): string[] {
  const imported = new Set(file.dynamicImports.map(({ node }) => node));
  const paths = new Set<string>();
  for (const { place } of file.strings) {
    const { node } = place;
    if (paths.size >= WRITTEN_MAX) break;
    if (node.type !== 'Literal' || typeof node.value !== 'string' || imported.has(node)) continue;
    const isModuleName = file.shared && node.value.startsWith('.');
    if (WRITTEN.test(node.value) && !LIBRARY_PART.test(node.value) && !isModuleName)
      paths.add(node.value);
  }
  return [...paths];
}
