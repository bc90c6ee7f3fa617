interface Schema {
  type?: string;
  const?: unknown;
  default?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  format?: string;
}

/** An ID that nothing has. */
export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: UNKNOWN_ID,
  email: 'nobody@example.com',
  date: '2026-11-24',
  'date-time': '2026-11-24T12:00:00Z',
};

/** A value that a schema accepts, with its required fields only, so that a request gets as far as its handler. */
export function sampleValue(schema: unknown, name = ''): unknown {
  const { type, anyOf, ...rest } = schema as Schema;
  if (rest.const !== undefined) return rest.const;
  if (rest.default !== undefined) return rest.default;
  if (anyOf?.[0]) return sampleValue(anyOf[0], name);
  switch (type) {
    case 'object':
      return Object.fromEntries(
        (rest.required ?? []).map((key) => [key, sampleValue(rest.properties?.[key] ?? {}, key)]),
      );
    case 'array':
      return Array.from({ length: rest.minItems ?? 0 }, () => sampleValue(rest.items ?? {}));
    case 'integer':
    case 'number':
      return rest.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return sampleText(rest, name);
    default:
      return {};
  }
}

function sampleText({ format, minLength = 1 }: Schema, name: string): string {
  if (name === 'url') return 'https://shop.example.com/';
  if (name === 'email') return 'nobody@example.com';
  // Where a field takes an ID as plain text.
  if (name.endsWith('_id')) return UNKNOWN_ID;
  return BY_FORMAT[format ?? ''] ?? 'x'.repeat(minLength);
}
