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
  /** Why the discovery failed, or null. */
  error: string | null;
}

/** Stored discoveries. `send` is that of the organization, see `organization.ts`. */
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

/** One discovery. Its job contains the first 1,000 endpoints; a larger result is read from its map. */
export async function getDiscovery(
  send: SendRequest,
  discoveryId: string,
): Promise<StoredDiscovery> {
  const fields = await readFields(send, `skanyr/discover/${encodeURIComponent(discoveryId)}`);
  const artifactId = textOf(fields, 'artifact_id');
  const isCut = flagOf(fields, 'has_more') === true;
  const whole =
    isCut && artifactId !== null
      ? await readFields(send, `skanyr/api-map/${encodeURIComponent(artifactId)}`)
      : fields;
  return {
    discoveryId: textOf(fields, 'discovery_id') ?? discoveryId,
    artifactId,
    url: textOf(fields, 'url') ?? '',
    status: textOf(fields, 'status') ?? '',
    endpoints: listOf(whole, 'endpoints').filter(isFields).flatMap(asEndpoint),
    truncated: flagOf(fields, 'truncated') ?? false,
    createdAt: textOf(fields, 'created_at') ?? '',
    completedAt: textOf(fields, 'completed_at'),
    error: textOf(fields, 'error'),
  };
}

/** Runs a discovery to its end, which takes up to 25 s. @returns its ID */
export function runDiscovery(send: SendRequest, url: string, abort: AbortSignal): Promise<string> {
  return readNewId(send, 'skanyr/discover', { ...jsonPost({ url }), signal: abort });
}

/**
 * Runs a discovery again with the same options. `runDiscovery` would give the stored result where the same page was
 * discovered within the last hour. @returns the ID of the new discovery
 */
export function repeatDiscovery(send: SendRequest, discoveryId: string): Promise<string> {
  return readNewId(send, 'skanyr/retry', jsonPost({ discovery_id: discoveryId }));
}

/** The stored result as an OpenAPI document. */
export async function getOpenApiOf(send: SendRequest, artifactId: string): Promise<Blob> {
  const path = `skanyr/api-map/${encodeURIComponent(artifactId)}?format=openapi`;
  return (await send(path)).blob();
}

async function readNewId(send: SendRequest, path: string, init: RequestInit): Promise<string> {
  const response = await send(path, init);
  const answer = await readBody(response);
  const id = isFields(answer) ? textOf(answer, 'discovery_id') : null;
  if (id !== null) return id;
  const requestId = response.headers.get('x-request-id') ?? '';
  throw new ApiProblem(readErrorBody(null, response.status, requestId));
}

async function readFields(send: SendRequest, path: string): Promise<Fields> {
  const answer = await readBody(await send(path));
  return isFields(answer) ? answer : {};
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
