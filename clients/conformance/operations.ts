import { fullSample, type Schema } from './openapi-sample.ts';
import type { Reply } from './server.ts';

interface Operation {
  tags: string[];
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** /openapi.json, as far as clients are concerned. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  'x-error-codes': Record<string, { status: number; error: string }>;
}

/** One operation of the service, and what a client is asked to do for it. */
export interface Drift {
  name: string;
  operation: string;
  /** Every field of the request. */
  arguments: Record<string, unknown>;
  method: string;
  path: string;
  accept: string;
  query: Record<string, unknown>;
  /** Every field of the answer; undefined for 204 and for a stream. */
  response: unknown;
  reply: Reply;
}

export const ORGANIZATION = '11111111-2222-4333-8444-555555555555';
const MODULE = '/api/v1/organizations/{organization_id}/skanyr';

/** By method and path below the module, what the clients call it.
 * `GET /api-map` has a second name, `open_api`, for its `format`: a case of its own. */
export const NAMES: Readonly<Record<string, string>> = {
  'POST /discover': 'discover',
  'POST /discover/stream': 'stream',
  'POST /discover-page/live': 'discover_page',
  'POST /discover-page/live, as a stream': 'stream_page',
  'GET /discover/{discovery_id}': 'get',
  'GET /discover/{discovery_id}/events': 'events',
  'GET /discover/{discovery_id}/events, as a stream': 'follow',
  'GET /jobs/{discovery_id}': 'job',
  'POST /retry': 'retry',
  'POST /analyze-bundle': 'analyze_bundle',
  'POST /hierarchy': 'hierarchy',
  'POST /reader-view': 'reader_view',
  'POST /expand-node': 'expand_node',
  'GET /api-map/{artifact_id}': 'api_map',
  'GET /detected-apis': 'detected_apis',
  'GET /health': 'health',
  'GET /sessions': 'sessions.list',
  'GET /sessions/{session_id}': 'sessions.get',
  'POST /sessions': 'sessions.create',
  'DELETE /sessions/{session_id}': 'sessions.delete',
  'POST /sessions/{session_id}/end': 'sessions.end',
  'PATCH /sessions/{session_id}/job': 'sessions.set_job',
  'GET /api/v1/key': 'key',
};

/** Every operation of the module and the key's own description. A path without a name is told as `operation: ''`. */
export function operationsOf(openApi: OpenApi): Drift[] {
  const all = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return all
    .filter(({ path }) => path.startsWith(`${MODULE}/`) || path === '/api/v1/key')
    .flatMap(({ path, method, operation }) => {
      const name = `${method.toUpperCase()} ${path.replace(MODULE, '')}`;
      const target = {
        method: method.toUpperCase(),
        path: path.replace('{organization_id}', ORGANIZATION),
      };
      const types = Object.keys(answerOf(operation).content ?? {});
      const isEither = types.length > 1 && types.includes(EVENTS);
      const first = driftOf(name, target, operation, !isEither && types.includes(EVENTS));
      return isEither ? [first, driftOf(`${name}, as a stream`, target, operation, true)] : [first];
    });
}

const EVENTS = 'text/event-stream';

function answerOf({ responses }: Operation) {
  const [status = '200', answer] =
    Object.entries(responses).find(([key]) => key.startsWith('2')) ?? [];
  return { status, content: answer?.content };
}

function driftOf(
  name: string,
  { method, path }: { method: string; path: string },
  operation: Operation,
  isStream: boolean,
): Drift {
  const valuesIn = (place: string) =>
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === place && parameter.name !== 'organization_id')
        .map(({ name: field, schema }) => [field, fullSample(schema, field)]),
    );
  const schemaOf = (content: Record<string, { schema: Schema }> = {}) =>
    content['application/json']?.schema;
  const body = schemaOf(operation.requestBody?.content);
  const { status, content } = answerOf(operation);
  const schema = isStream ? undefined : schemaOf(content);
  const response = schema ? fullSample(schema) : undefined;
  const segments = valuesIn('path');
  const { format: _, ...query } = valuesIn('query');
  const sent = body ? (fullSample(body) as Record<string, unknown>) : {};
  return {
    name,
    operation: NAMES[name] ?? '',
    arguments: { ...renamed(name, segments), ...query, ...flat(sent) },
    path: path.replace(/\{(\w+)\}/g, (_, field: string) => String(segments[field])),
    query,
    response,
    method,
    accept: isStream ? EVENTS : 'application/json',
    reply: isStream
      ? { headers: { 'content-type': EVENTS }, chunks: [DONE] }
      : response === undefined
        ? { status: 204, text: '' }
        : { status: Number(status), body: response },
  };
}

const DONE = 'id: 1\ndata: {"type":"done","endpoint_url":null,"api_type":null,"metadata":{}}\n\n';

/** Clients name a job's ID after the job. */
const renamed = (name: string, { discovery_id, ...rest }: Record<string, unknown>) =>
  discovery_id === undefined
    ? rest
    : { ...rest, [name.startsWith('GET /jobs') ? 'job_id' : 'discovery_id']: discovery_id };

/** Clients take the options of a session beside its name. */
export const flat = ({ options, ...rest }: Record<string, unknown>) => ({
  ...rest,
  ...(options as Record<string, unknown> | undefined),
});
