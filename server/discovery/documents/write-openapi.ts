import { withoutNames } from '../findings/url-template.ts';
import type { Finding } from '../vocabulary.ts';
import { writeOperation } from './write-openapi-operation.ts';

/** The methods that a path item of OpenAPI 3.1 can have. */
const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

interface PathItem {
  /** The template first seen; `/a/{id}` and `/a/{name}` are the same path to OpenAPI. */
  template: string;
  operations: Map<string, { endpoint: Finding; origins: Set<string> }>;
}

/**
 * Writes findings as an OpenAPI 3.1 document. What OpenAPI has no place for stands in `x-kloakd-confidence`,
 * `x-kloakd-source` and `x-kloakd-api-type`; WebSocket, SSE, GraphQL and SOAP endpoints are written as the
 * HTTP exchange that begins them.
 * @param input.createdAt RFC 3339; becomes the document's version.
 */
export function writeOpenApi(input: {
  url: string;
  title: string;
  createdAt: string;
  findings: Finding[];
}): object {
  const items = groupByPath(input.findings);
  const [mainOrigin] = originsByUse(input.findings);
  const takenIds = new Set<string>();
  const paths = new Map<string, object>();
  for (const item of items.values()) {
    const operations = new Map<string, unknown>();
    const others = new Map<string, unknown>();
    for (const [method, { endpoint, origins }] of item.operations) {
      const operation = writeOperation(
        endpoint,
        item.template,
        operationId(method, item.template, takenIds),
      );
      const isAtHome = origins.size === 1 && mainOrigin !== undefined && origins.has(mainOrigin);
      if (!isAtHome) operation['servers'] = [...origins].map((url) => ({ url }));
      if (METHODS.has(method)) operations.set(method.toLowerCase(), operation);
      else others.set(method, operation);
    }
    // OpenAPI 3.2 calls this `additionalOperations`; 3.1 has no place for `QUERY` or WebDAV.
    if (others.size > 0) operations.set('x-additional-operations', Object.fromEntries(others));
    paths.set(item.template, Object.fromEntries(operations));
  }
  return {
    openapi: '3.1.0',
    info: {
      title: input.title.trim() === '' ? input.url : input.title,
      version: input.createdAt,
      description: `Endpoints discovered behind ${input.url}. Observed, not declared by the service: each operation says how sure we are and why.`,
    },
    servers: mainOrigin === undefined ? [] : [{ url: mainOrigin }],
    paths: Object.fromEntries(paths),
  };
}

function groupByPath(endpoints: readonly Finding[]): Map<string, PathItem> {
  const items = new Map<string, PathItem>();
  for (const endpoint of endpoints) {
    const { origin, path } = splitUrl(endpoint.url);
    const template = withDistinctNames(path);
    const key = withoutNames(template);
    const item = items.get(key) ?? { template, operations: new Map() };
    items.set(key, item);
    const method = endpoint.method.toUpperCase();
    const known = item.operations.get(method);
    const origins = (known?.origins ?? new Set<string>()).add(origin);
    const better =
      known !== undefined && known.endpoint.confidence >= endpoint.confidence
        ? known.endpoint
        : endpoint;
    item.operations.set(method, { endpoint: better, origins });
  }
  return items;
}

function originsByUse(endpoints: readonly Finding[]): string[] {
  const uses = new Map<string, number>();
  for (const { url } of endpoints) {
    const { origin } = splitUrl(url);
    uses.set(origin, (uses.get(origin) ?? 0) + 1);
  }
  return [...uses].toSorted(([, a], [, b]) => b - a).map(([origin]) => origin);
}

/** Splits a URL. A WebSocket begins as an HTTP request to the same host and path, so `wss:` becomes `https:`. */
function splitUrl(url: string): { origin: string; path: string } {
  const [, scheme = 'http', host = '', rest = '/'] =
    /^([a-z]+):\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [];
  const httpScheme = scheme.toLowerCase().replace(/^ws/, 'http');
  return { origin: `${httpScheme}://${host}`, path: rest === '' ? '/' : rest };
}

/** `/a/{id}/b/{id}`: OpenAPI allows each name once. */
function withDistinctNames(path: string): string {
  const taken = new Set<string>();
  return path.replace(/\{([^{}]*)\}/g, (_whole, written: string) => {
    const name = distinct(written === '' ? 'param' : written, taken);
    return `{${name}}`;
  });
}

function operationId(method: string, path: string, taken: Set<string>): string {
  const words = path
    .replace(/\{([^{}]*)\}/g, ' by $1 ')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return distinct(method.toLowerCase() + (name === '' ? 'Root' : name), taken);
}

function distinct(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${name}${count}`;
  taken.add(candidate);
  return candidate;
}
