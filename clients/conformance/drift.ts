import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matches } from './check.ts';
import type { Runner } from './languages.ts';
import { flat, NAMES, ORGANIZATION, type Drift, type OpenApi } from './operations.ts';
import { RunnerProcess } from './runner-process.ts';
import { ConformanceServer } from './server.ts';

/** The names of what is told beside the operations. */
export const ERROR_CLASSES = 'error classes';
export const ERROR_CODES = 'error codes';

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
    results.set(ERROR_CODES, compareCodes(runner, Object.keys(openApi['x-error-codes'])));
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
  if (request?.method !== drift.method || url.pathname !== drift.path) {
    wrong.push(`${drift.name} is sent as ${request?.method} to ${url.pathname}`);
  }
  if (request?.headers['accept'] !== drift.accept) {
    wrong.push(`${drift.name} asks for ${request?.headers['accept']}`);
  }
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

/** The codes that a client lists and the service has not, and the other way round. */
function compareCodes({ folder, codes }: Runner, known: readonly string[]): string[] {
  const text = readFileSync(join(folder, codes), 'utf8');
  const listed = [...text.matchAll(/["']([a-z]+(?:_[a-z]+)*)["']/g)].map(([, code = '']) => code);
  return [
    ...known.filter((code) => !listed.includes(code)).map((code) => `${code} is not listed`),
    ...listed.filter((code) => !known.includes(code)).map((code) => `${code} is not the service’s`),
  ];
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
