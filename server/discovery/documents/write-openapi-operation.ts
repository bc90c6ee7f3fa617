import type { Finding } from '../vocabulary.ts';
import { templateNames } from '../findings/url-template.ts';

const JSON_SCHEMA_TYPES = new Set('string number integer boolean array object null'.split(' '));
const BODILESS = new Set(['GET', 'HEAD', 'TRACE', 'OPTIONS']);

/** One endpoint as an OpenAPI operation. Path parameters are those of the template it is listed under. */
export function writeOperation(
  endpoint: Finding,
  template: string,
  operationId: string,
): Record<string, unknown> {
  const body = requestBody(endpoint);
  return {
    operationId,
    summary: `${endpoint.method} ${template}`,
    parameters: [
      ...templateNames(template).map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...[...new Set(endpoint.parameters.query)].map((name) => ({ name, in: 'query', schema: {} })),
    ],
    ...(body === null ? {} : { requestBody: body }),
    responses: responses(endpoint),
    'x-kloakd-api-type': endpoint.apiType,
    'x-kloakd-confidence': endpoint.confidence,
    'x-kloakd-source': endpoint.evidence,
    ...operationNames(endpoint),
  };
}

function requestBody(endpoint: Finding): object | null {
  if (BODILESS.has(endpoint.method)) return null;
  if (endpoint.apiType === 'soap')
    return { content: { 'text/xml': { schema: { type: 'string' } } } };
  if (endpoint.apiType === 'graphql')
    return { required: true, content: { 'application/json': { schema: GRAPHQL } } };
  const properties = Object.entries(endpoint.parameters.body).map(
    ([name, type]) => [name, typeSchema(type)] as const,
  );
  if (properties.length === 0) return null;
  const schema = { type: 'object', properties: Object.fromEntries(properties) };
  return { content: { [mediaType(endpoint)]: { schema } } };
}

/** GraphQL over HTTP, section 5.1: the request parameters. */
const GRAPHQL = {
  type: 'object',
  required: ['query'],
  properties: {
    query: { type: 'string' },
    operationName: { type: ['string', 'null'] },
    variables: { type: ['object', 'null'] },
  },
};

function mediaType(endpoint: Finding): string {
  if (Object.values(endpoint.parameters.body).includes('file')) return 'multipart/form-data';
  const isForm = endpoint.evidence.some(({ technique }) => technique === 'html-form');
  return isForm ? 'application/x-www-form-urlencoded' : 'application/json';
}

function typeSchema(type: unknown): object {
  if (type === 'file') return { type: 'string', contentMediaType: 'application/octet-stream' };
  return typeof type === 'string' && JSON_SCHEMA_TYPES.has(type) ? { type } : {};
}

function responses(endpoint: Finding): object {
  switch (endpoint.apiType) {
    case 'websocket':
      return { 101: { description: 'Switches to the WebSocket protocol (RFC 6455).' } };
    case 'sse':
      return {
        200: {
          description: 'A stream of server-sent events.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      };
    case 'soap':
      return {
        200: {
          description: 'A SOAP envelope.',
          content: { 'text/xml': { schema: { type: 'string' } } },
        },
      };
    case 'graphql':
    case 'rpc':
    case 'odata':
      return {
        200: { description: 'The result.', content: { 'application/json': { schema: {} } } },
      };
    case 'rest':
      return { default: { description: 'Not observed.' } };
    default:
      return endpoint.apiType satisfies never;
  }
}

/** The names of the operations of one GraphQL or SOAP endpoint. */
function operationNames(endpoint: Finding): object {
  const names = endpoint.parameters.body['operations'];
  return Array.isArray(names) ? { 'x-kloakd-operations': names } : {};
}
