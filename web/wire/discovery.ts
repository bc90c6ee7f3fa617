import type { ApiType, DiscoveryEvent, Endpoint, Quota } from '../../shared/discovery.ts';
import { fieldsOf, isFields, listOf, numberOf, parseJson, textOf, type Fields } from './read.ts';

const API_TYPES: readonly ApiType[] = [
  'rest',
  'graphql',
  'websocket',
  'sse',
  'rpc',
  'soap',
  'odata',
];
const EVENT_TYPES: readonly DiscoveryEvent['type'][] = [
  'started',
  'progress',
  'endpoint_found',
  'done',
  'error',
];

/** @returns `null` for anything that is not an event of the stream; a newer server may send more types. */
export function parseEvent(data: string): DiscoveryEvent | null {
  const fields = parseJson(data);
  if (!isFields(fields)) return null;
  const type = EVENT_TYPES.find((known) => known === fields['type']);
  if (!type) return null;
  return {
    type,
    endpoint_url: textOf(fields, 'endpoint_url'),
    api_type: readApiType(fields),
    metadata: fieldsOf(fields, 'metadata'),
  };
}

export function readEndpoint(fields: Fields): Endpoint | null {
  const url = textOf(fields, 'url');
  if (url === null) return null;
  const parameters = fieldsOf(fields, 'parameters');
  return {
    url,
    method: (textOf(fields, 'method') ?? 'GET').toUpperCase(),
    api_type: readApiType(fields) ?? 'rest',
    confidence: Math.min(1, Math.max(0, numberOf(fields, 'confidence') ?? 0)),
    parameters: {
      path: names(parameters, 'path'),
      query: names(parameters, 'query'),
      body: fieldsOf(parameters, 'body'),
    },
    source: listOf(fields, 'source')
      .filter(isFields)
      .map((source) => ({
        file: textOf(source, 'file') ?? '',
        technique: textOf(source, 'technique') ?? '',
      })),
  };
}

export function readQuota(value: unknown): Quota | null {
  if (!isFields(value)) return null;
  const used = numberOf(value, 'used');
  if (used === null) return null;
  return {
    limit: numberOf(value, 'limit'),
    used,
    reserved: numberOf(value, 'reserved') ?? 0,
    remaining: numberOf(value, 'remaining'),
  };
}

function readApiType(fields: Fields): ApiType | null {
  return API_TYPES.find((known) => known === fields['api_type']) ?? null;
}

function names(fields: Fields, place: string): string[] {
  return listOf(fields, place).filter((name) => typeof name === 'string');
}
