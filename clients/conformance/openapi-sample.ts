/** The part of JSON Schema that /openapi.json uses. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  format?: string;
}

/** A value with every field that a schema names, none of them null, empty or false. */
export function fullSample({ anyOf, allOf, ...schema }: Schema, name = 'value'): unknown {
  if (anyOf) return fullSample(anyOf.find(({ type }) => type !== 'null') ?? {}, name);
  if (allOf) return Object.assign({}, ...allOf.map((part) => fullSample(part, name)));
  if (schema.enum) return schema.enum.at(-1);
  switch (schema.type) {
    case 'object':
      return schema.properties ? fieldsOf(schema.properties) : { [`a_${name}`]: 'known' };
    case 'array':
      return [fullSample(schema.items ?? {}, name)];
    case 'integer':
      return 7;
    case 'number':
      return 0.75;
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema.format, name);
    default:
      return { [`a_${name}`]: 'known' };
  }
}

const fieldsOf = (properties: Record<string, Schema>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fullSample(schema, name)]),
  );

function textOf(format: string | undefined, name: string): string {
  if (format === 'uuid') return '6f3c2f8e-9b0c-4d7e-8a35-2f6f0f1f5a11';
  if (format === 'date-time') return '2026-11-24T12:00:00.000Z';
  return `a-${name}`;
}
