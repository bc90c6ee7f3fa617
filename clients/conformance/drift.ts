import { matches } from './check.ts';
import type { Runner } from './languages.ts';
import { fullSample, type Schema } from './openapi-sample.ts';
import { RunnerProcess } from './runner-process.ts';
import { ConformanceServer, type Reply } from './server.ts';

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
  path: string;
  query: Record<string, unknown>;
  /** Every field of the answer; undefined for 204 and for a stream. */
  response: unknown;
  reply: Reply;
}

/** The name of what is told beside the operations. */
export const ERROR_CLASSES = 'error classes';

const ORGANIZATION = '11111111-2222-4333-8444-555555555555';
const MODULE = '/api/v1/organizations/{organization_id}/skanyr';

/** By method and path below the module, what the clients call it.
 * `GET /api-map` has a second name, `open_api`, for its `format`: a case of its own. */
export const NAMES: Readonly<Record<string, string>> = {
  'POST /discover': 'discover',
  'POST /discover/stream': 'stream',
  'POST /discover-page/live': 'discover_page',
  'GET /discover/{discovery_id}': 'get',
  'GET /discover/{discovery_id}/events': 'events',
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
    .map(({ path, method, operation }) => {
      const name = `${method.toUpperCase()} ${path.replace(MODULE, '')}`;
      return driftOf(name, path.replace('{organization_id}', ORGANIZATION), operation);
    });
}

function driftOf(name: string, path: string, operation: Operation): Drift {
  const valuesIn = (place: string) =>
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === place && parameter.name !== 'organization_id')
        .map(({ name: field, schema }) => [field, fullSample(schema, field)]),
    );
  const schemaOf = (content: Record<string, { schema: Schema }> = {}) =>
    content['application/json']?.schema;
  const body = schemaOf(operation.requestBody?.content);
  const [status = '200', answer] =
    Object.entries(operation.responses).find(([key]) => key.startsWith('2')) ?? [];
  const schema = schemaOf(answer?.content);
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
    reply: name.endsWith('/stream')
      ? { headers: { 'content-type': 'text/event-stream' }, chunks: [DONE] }
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
const flat = ({ options, ...rest }: Record<string, unknown>) => ({
  ...rest,
  ...(options as Record<string, unknown> | undefined),
});

/** @returns by operation and code what a client does not know; empty where it knows all */
export async function findDrift(
  runner: Runner,
  openApi: OpenApi,
  operations: readonly Drift[],
): Promise<Map<string, string[]>> {
  const results = new Map<string, string[]>();
  const client = new RunnerProcess(runner);
  const server = new ConformanceServer();
  await server.listen();
  try {
    for (const drift of operations) results.set(drift.name, await compare(drift, client, server));
    for (const name of Object.keys(NAMES).filter((known) => !results.has(known))) {
      results.set(name, ['the service has no such operation']);
    }
    results.set(ERROR_CLASSES, await compareClasses(openApi, client, server));
  } finally {
    await client.end();
    await server.close();
  }
  return results;
}

function taskOf(operation: string, a: Record<string, unknown>, baseUrl: string) {
  const own = { apiKey: 'sk-test-x', organizationId: ORGANIZATION, baseUrl };
  return {
    case: operation,
    call: { operation, arguments: a },
    arguments: { timeoutMs: 20_000, ...own },
    environment: {},
  };
}

async function compare(
  drift: Drift,
  client: RunnerProcess,
  server: ConformanceServer,
): Promise<string[]> {
  if (drift.operation === '') return [`no client has ${drift.name}`];
  const task = taskOf(drift.operation, drift.arguments, server.begin('drift', [drift.reply]));
  const outcome = await client.carryOut(task);
  const request = server.seen('drift')[0];
  if (outcome.error) return [`${drift.name} fails: ${JSON.stringify(outcome.error)}`];
  const wrong: string[] = [];
  const url = new URL(request?.path ?? '/', 'http://localhost');
  const query = Object.fromEntries(url.searchParams);
  for (const field of Object.keys(drift.query)) {
    if (!(field in query)) wrong.push(`the parameter ${field} of ${drift.name} cannot be given`);
  }
  if (url.pathname !== drift.path) wrong.push(`${drift.name} is sent to ${url.pathname}`);
  const sent = flat((request?.body ?? {}) as Record<string, unknown>);
  for (const field of bodyFields(drift)) {
    if (!(field in sent)) wrong.push(`the field ${field} of ${drift.name} cannot be given`);
  }
  const response = drift.operation === 'events' ? eventsOf(drift.response) : drift.response;
  if (response !== undefined) wrong.push(...missing(outcome.result, response, drift.name));
  return wrong;
}

const eventsOf = (response: unknown): unknown => (response as { events: unknown }).events;

/** The arguments that are neither in the path nor in the query. */
const bodyFields = ({ name, arguments: a, query }: Drift): string[] =>
  Object.keys(a).filter(
    (field) => !(field in query) && !name.includes(`{${field.replace('job_id', 'discovery_id')}}`),
  );

/** The fields of an answer that are not in a client's result. */
function missing(got: unknown, wanted: unknown, place: string): string[] {
  if (Array.isArray(wanted)) {
    return wanted.flatMap((one, index) => missing((got as unknown[])?.[index], one, `${place}[]`));
  }
  if (typeof wanted !== 'object' || wanted === null) {
    return matches(got, wanted) ? [] : [`${place} is not in the result`];
  }
  return Object.entries(wanted).flatMap(([field, value]) =>
    missing((got as Record<string, unknown> | undefined)?.[field], value, `${place}.${field}`),
  );
}

/** Whether each code becomes the class that the service names, although its status alone would not tell. */
async function compareClasses(
  openApi: OpenApi,
  client: RunnerProcess,
  server: ConformanceServer,
): Promise<string[]> {
  const classes = new Map<string, string>();
  for (const [code, { error }] of Object.entries(openApi['x-error-codes'])) {
    if (!classes.has(error)) classes.set(error, code);
  }
  const wrong: string[] = [];
  for (const [error, code] of classes) {
    const body = { error, code, status: 418, detail: 'Why.', request_id: 'r' };
    const baseUrl = server.begin('drift', [{ status: 418, body }]);
    const outcome = await client.carryOut(taskOf('health', {}, baseUrl));
    if (!matches(outcome.error, { class: error, code })) {
      wrong.push(`${error} becomes ${JSON.stringify(outcome.error)}`);
    }
  }
  return wrong;
}
