import type { ApiType, DiscoveryEvent, Endpoint } from '../../shared/discovery.ts';
import { fieldsOf, isFields, listOf, numberOf, parseJson, textOf, type Fields } from './read.ts';

// The type check fails when the contract has a type that is missing here.
const API_TYPES = {
  rest: true,
  graphql: true,
  websocket: true,
  sse: true,
  rpc: true,
  soap: true,
  odata: true,
} satisfies Record<ApiType, true>;
const EVENT_TYPES = {
  started: true,
  progress: true,
  endpoint_found: true,
  done: true,
  error: true,
} satisfies Record<DiscoveryEvent['type'], true>;

/** @returns `null` for anything that is not a known event: a newer server may send other types. */
export function parseEvent(data: string): DiscoveryEvent | null {
  const fields = parseJson(data);
  if (!isFields(fields)) return null;
  const type = memberOf(EVENT_TYPES, textOf(fields, 'type'));
  if (type === null) return null;
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

function readApiType(fields: Fields): ApiType | null {
  return memberOf(API_TYPES, textOf(fields, 'api_type'));
}

function names(fields: Fields, place: string): string[] {
  return listOf(fields, place).filter((name) => typeof name === 'string');
}

function memberOf<Name extends string>(
  known: Record<Name, true>,
  name: string | null,
): Name | null {
  const isKnown = (text: string): text is Name => Object.hasOwn(known, text);
  return name !== null && isKnown(name) ? name : null;
}
