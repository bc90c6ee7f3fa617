import { CORE_SCHEMA, load } from 'js-yaml';

const LENGTH_MAX = 20 * 1024 * 1024;

/**
 * Reads one YAML document with the core schema: no merge keys, no dates, no custom tags.
 *
 * js-yaml rather than the package yaml, which needs minutes for 40 KB of `? ? ? …` and 14 s for a real document of 20
 * MB. js-yaml stops at `maxDepth` and needs 4 s.
 * @returns `undefined` when it is no YAML, nests too deep or has too many aliases. Aliases are shared references, so
 * the value may be a graph, even a cyclic one: walk it with a depth limit.
 */
export function parseYaml(text: string): unknown {
  if (text.length > LENGTH_MAX) return undefined;
  try {
    // `json` allows repeated keys: they are mistakes, but the rest of the document can be read.
    return load(text, { schema: CORE_SCHEMA, json: true, maxDepth: 128, maxAliases: 1000 });
  } catch {
    return undefined;
  }
}
