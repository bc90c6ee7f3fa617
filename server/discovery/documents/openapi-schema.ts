import { dereference } from './openapi-references.ts';
import { type Fields, fieldsOf, listOf, manyOf, textOf } from './untrusted.ts';

const DEPTH_MAX = 8;
const PROPERTIES_MAX = 200;
const PARTS_MAX = 64;

/** The properties of a JSON Schema object with the type of each, through local `$ref`, `allOf`, `oneOf`, `anyOf`. */
export function schemaProperties(root: Fields, schema: unknown): Map<string, string> {
  const properties = new Map<string, string>();
  collect(root, schema, properties, new Set(), 0);
  return properties;
}

function collect(
  root: Fields,
  schema: unknown,
  into: Map<string, string>,
  seen: Set<Fields>,
  depth: number,
): void {
  const fields = dereference(root, schema);
  // Schemas refer to themselves, and aliases of YAML share one object a thousand times.
  if (depth > DEPTH_MAX || seen.size >= PARTS_MAX || seen.has(fields)) return;
  seen.add(fields);
  for (const [name, property] of Object.entries(fieldsOf(fields['properties']))) {
    if (into.size >= PROPERTIES_MAX) return;
    if (!into.has(name)) into.set(name, schemaType(root, property));
  }
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    for (const part of listOf(fields[keyword]).slice(0, 50))
      collect(root, part, into, seen, depth + 1);
  }
}

/** `string`, `integer`, `array`, … or `unknown`. */
export function schemaType(root: Fields, schema: unknown, depth = 0): string {
  const fields = dereference(root, schema);
  const named = manyOf(fields['type']).find((type) => textOf(type) !== null && type !== 'null');
  const type = textOf(named);
  if (type !== null) return fields['format'] === 'binary' ? 'file' : type.slice(0, 32);
  if (fields['properties'] !== undefined) return 'object';
  if (fields['items'] !== undefined) return 'array';
  if (fields['enum'] !== undefined) return typeof listOf(fields['enum'])[0];
  const part = listOf(fields['allOf'] ?? fields['oneOf'] ?? fields['anyOf'])[0];
  return part === undefined || depth >= DEPTH_MAX ? 'unknown' : schemaType(root, part, depth + 1);
}
