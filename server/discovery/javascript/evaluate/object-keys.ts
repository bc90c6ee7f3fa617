import { type Value, literalOf } from './value.ts';
import type { World } from './world.ts';

/** The keys of an object as the script writes them; empty for other values. */
export function keysOf(world: World, value: Value, depth = 0): string[] {
  if (depth > 6) return [];
  if (value.kind === 'fields') return [...value.names];
  if (value.kind === 'merged')
    return [...new Set(value.sources.flatMap((source) => keysOf(world, source, depth + 1)))];
  if (value.kind === 'text') return literalKeys(literalOf(value));
  if (value.kind !== 'object' || value.place.node.type !== 'ObjectExpression') return [];
  const inner = { scope: value.place.scope, at: value.place.at, frame: value.frame };
  const keys: string[] = [];
  for (const entry of value.place.node.properties.slice(0, 60)) {
    if (entry.type === 'SpreadElement')
      keys.push(
        ...world
          .evaluate(entry.argument, inner)
          .flatMap((spread) => keysOf(world, spread, depth + 1)),
      );
    else if (entry.type === 'Property') {
      if (!entry.computed && entry.key.type === 'Identifier') keys.push(entry.key.name);
      else if (entry.key.type === 'Literal') keys.push(String(entry.key.value));
    }
  }
  return [...new Set(keys)];
}

function literalKeys(value: string | null): string[] {
  if (value === null || !value.includes('=')) return [];
  return [...new URLSearchParams(value.startsWith('?') ? value.slice(1) : value).keys()].slice(
    0,
    60,
  );
}
