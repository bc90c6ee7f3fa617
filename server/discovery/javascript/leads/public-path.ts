import {
  type Binding,
  type FunctionInfo,
  type PropertyStore,
  type ScriptFile,
  lookup,
} from '../syntax/scope.ts';
import type { Index } from '../evaluate/script-index.ts';
import type { World } from '../evaluate/world.ts';
import { sharedBase } from './written-paths.ts';

/**
 * `require.p = "/static/"` of the same `require` as `require.u`: a bundle may contain other bundles, each with its own.
 */
export function publicPathOf(index: Index, fn: FunctionInfo): string | null {
  const names = (index.targetStores.get('u') ?? []).filter(({ place }) => place.node === fn.node);
  const owners = new Set(names.map(ownerOf));
  for (const store of index.targetStores.get('p') ?? []) {
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
 * The folder that chunk paths are relative to: that of the bundle's settings, else that of the script's own address.
 */
export function chunkBase(
  world: World,
  file: ScriptFile,
  path: string,
  publicPath: string | null,
): string {
  return publicPath !== null && URL.canParse(publicPath, world.documentBase)
    ? new URL(publicPath, world.documentBase).href
    : sharedBase(world, file, path);
}
