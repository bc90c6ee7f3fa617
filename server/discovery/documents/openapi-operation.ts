import type { ApiType } from '../vocabulary.ts';
import { dereference } from './openapi-references.ts';
import { schemaProperties, schemaType } from './openapi-schema.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

const PARAMETERS_MAX = 200;

export interface Operation {
  apiType: ApiType;
  query: string[];
  body: Map<string, string>;
}

/** Query names, body properties and kind of one operation, of any OpenAPI version. */
export function readOperation(root: Fields, pathItem: Fields, operation: Fields): Operation {
  const query: string[] = [];
  const body = new Map<string, string>();
  const parameters = [...listOf(pathItem['parameters']), ...listOf(operation['parameters'])];
  for (const written of parameters.slice(0, PARAMETERS_MAX)) {
    const parameter = dereference(root, written);
    const name = textOf(parameter['name']);
    if (parameter['in'] === 'query' && name !== null) query.push(name);
    // OpenAPI 3.2: the whole query string as one schema.
    if (parameter['in'] === 'querystring') query.push(...contentProperties(root, parameter).keys());
    if (parameter['in'] === 'formData' && name !== null)
      body.set(name, schemaType(root, parameter));
    if (parameter['in'] === 'body') addAll(body, schemaProperties(root, parameter['schema']));
  }
  addAll(body, contentProperties(root, dereference(root, operation['requestBody'])));
  return { apiType: streams(root, operation) ? 'sse' : 'rest', query, body };
}

function addAll(into: Map<string, string>, from: Map<string, string>): void {
  for (const [name, type] of from) into.set(name, type);
}

function contentProperties(root: Fields, holder: Fields): Map<string, string> {
  const media = Object.entries(fieldsOf(holder['content'])).slice(0, 20);
  const preferred = media.find(([type]) => type.includes('json')) ?? media[0];
  return schemaProperties(root, fieldsOf(preferred?.[1])['schema']);
}

/** Whether a success is an event stream and nothing else. */
function streams(root: Fields, operation: Fields): boolean {
  const types = listOf(operation['produces'])
    .slice(0, 20)
    .filter((type) => typeof type === 'string');
  for (const [status, response] of Object.entries(fieldsOf(operation['responses'])).slice(0, 50)) {
    if (!/^(?:2|default)/.test(status)) continue;
    types.push(...Object.keys(fieldsOf(dereference(root, response)['content'])).slice(0, 20));
  }
  return (
    types.some((type) => type.startsWith('text/event-stream')) &&
    !types.some((type) => type.includes('json'))
  );
}
