import type { Endpoint } from '../../shared/discovery.ts';
import type { DiscoverySummary } from '../../shared/organization.ts';
import { readEndpoint } from './discovery-events.ts';
import { readErrorBody } from './error-body.ts';
import { ApiProblem } from './errors.ts';
import { flagOf, isFields, listOf, numberOf, textOf, type Fields } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

export interface DiscoveryPage {
  discoveries: DiscoverySummary[];
  hasMore: boolean;
  total: number;
}

/** One stored discovery with all its endpoints. */
export interface StoredDiscovery {
  discoveryId: string;
  artifactId: string | null;
  url: string;
  status: string;
  endpoints: Endpoint[];
  truncated: boolean;
  createdAt: string;
  completedAt: string | null;
  /** Why it failed, or null. */
  error: string | null;
}

/** The service gives at most so many endpoints in one answer. */
const ENDPOINTS_PER_ANSWER = 1000;
/** A result of more endpoints is cut here: a page that lists them all would be of no use. */
const ANSWERS_MAX = 10;

/** Each takes the organization's own `send`, see `organization.ts`. */
export async function listDiscoveries(
  send: SendRequest,
  page: { query: string; limit: number; offset: number },
): Promise<DiscoveryPage> {
  const query = new URLSearchParams({ limit: String(page.limit), offset: String(page.offset) });
  if (page.query !== '') query.set('query', page.query);
  const answer = await readBody(await send(`discoveries?${query}`));
  const fields = isFields(answer) ? answer : {};
  return {
    discoveries: listOf(fields, 'discoveries').filter(isFields).map(readSummary),
    hasMore: flagOf(fields, 'has_more') ?? false,
    total: numberOf(fields, 'total') ?? 0,
  };
}

/** Reads as many answers as the result has. */
export async function getDiscovery(
  send: SendRequest,
  discoveryId: string,
): Promise<StoredDiscovery> {
  const endpoints: Endpoint[] = [];
  let fields: Fields = {};
  for (let answers = 0; answers < ANSWERS_MAX; answers++) {
    const offset = answers * ENDPOINTS_PER_ANSWER;
    const page = `limit=${ENDPOINTS_PER_ANSWER}&offset=${offset}`;
    const path = `skanyr/discover/${encodeURIComponent(discoveryId)}?${page}`;
    const answer = await readBody(await send(path));
    fields = isFields(answer) ? answer : {};
    endpoints.push(...listOf(fields, 'endpoints').filter(isFields).flatMap(asEndpoint));
    if (flagOf(fields, 'has_more') !== true) break;
  }
  return {
    discoveryId: textOf(fields, 'discovery_id') ?? discoveryId,
    artifactId: textOf(fields, 'artifact_id'),
    url: textOf(fields, 'url') ?? '',
    status: textOf(fields, 'status') ?? '',
    endpoints,
    truncated: flagOf(fields, 'truncated') ?? false,
    createdAt: textOf(fields, 'created_at') ?? '',
    completedAt: textOf(fields, 'completed_at'),
    error: textOf(fields, 'error'),
  };
}

/** Runs a discovery to its end, which takes up to 25 s. @returns its ID */
export async function runDiscovery(
  send: SendRequest,
  url: string,
  abort: AbortSignal,
): Promise<string> {
  const response = await send('skanyr/discover', { ...jsonPost({ url }), signal: abort });
  const answer = await readBody(response);
  const id = isFields(answer) ? textOf(answer, 'discovery_id') : null;
  if (id !== null) return id;
  const requestId = response.headers.get('x-request-id') ?? '';
  throw new ApiProblem(readErrorBody(null, response.status, requestId));
}

/** The stored result as an OpenAPI document. */
export async function getOpenApiOf(send: SendRequest, artifactId: string): Promise<Blob> {
  const path = `skanyr/api-map/${encodeURIComponent(artifactId)}?format=openapi`;
  return (await send(path)).blob();
}

function asEndpoint(fields: Fields): Endpoint[] {
  const endpoint = readEndpoint(fields);
  return endpoint ? [endpoint] : [];
}

function readSummary(fields: Fields): DiscoverySummary {
  return {
    discovery_id: textOf(fields, 'discovery_id') ?? '',
    artifact_id: textOf(fields, 'artifact_id') ?? '',
    url: textOf(fields, 'url') ?? '',
    kind: textOf(fields, 'kind') ?? '',
    status: textOf(fields, 'status') ?? '',
    total_endpoints: numberOf(fields, 'total_endpoints'),
    created_at: textOf(fields, 'created_at') ?? '',
    completed_at: textOf(fields, 'completed_at'),
    claimed: flagOf(fields, 'claimed') ?? false,
  };
}
