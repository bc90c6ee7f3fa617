import type { DiscoveryEvent, Quota } from '../shared/discovery.ts';
import type { CreateKeyResponse, Fingerprint, Proof } from '../shared/playground.ts';
import { parseEvent, readQuota } from './wire/discovery.ts';
import { ApiProblem, NetworkFailure, readErrorBody } from './wire/errors.ts';
import { readPlans, type PlanList } from './wire/plans.ts';
import { readConfig, readCreatedKey, type PlaygroundConfig } from './wire/playground.ts';
import { parseJson } from './wire/read.ts';

export interface Credentials {
  apiKey: string;
  organizationId: string;
}

interface StreamOptions {
  signal: AbortSignal;
  /** The same key on a second request returns the first one's discovery, uncharged. */
  idempotencyKey: string;
}

/** The only fetch of the pages. Every method throws `ApiProblem`, `NetworkFailure` or an `AbortError`. */
export interface ApiClient {
  getConfig(): Promise<PlaygroundConfig>;
  getPlans(): Promise<PlanList>;
  createKey(
    fingerprint: Fingerprint,
    proof?: Proof,
    signal?: AbortSignal,
  ): Promise<CreateKeyResponse>;
  getQuota(credentials: Credentials): Promise<Quota | null>;
  /** @returns `dropped` when the stream ended without `done` or `error`. */
  streamDiscovery(
    credentials: Credentials,
    url: string,
    options: StreamOptions,
    onEvent: (event: DiscoveryEvent) => void,
  ): Promise<'ended' | 'dropped'>;
  /** The stored discovery as the server answers it. */
  getDiscovery(credentials: Credentials, discoveryId: string): Promise<unknown>;
  getOpenApi(credentials: Credentials, artifactId: string): Promise<Blob>;
}

export function createApiClient(fetchFn: typeof fetch): ApiClient {
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetchFn(path, { credentials: 'same-origin', ...init }).catch(
      (cause: unknown) => {
        if (init.signal?.aborted) throw cause;
        throw new NetworkFailure('The request got no answer.', { cause });
      },
    );
    if (response.ok) return response;
    throw await readProblem(response);
  };

  return {
    async getConfig() {
      return readConfig(await readBody(await request('/api/v1/playground/config')));
    },
    async getPlans() {
      return readPlans(await readBody(await request('/api/v1/plans')));
    },
    async createKey(fingerprint, proof, signal) {
      const init = jsonPost({ fingerprint, proof });
      const response = await request('/api/v1/playground/keys', {
        ...init,
        signal: signal ?? null,
      });
      const created = readCreatedKey(await readBody(response));
      if (created === null) throw unexpected(response);
      return created;
    },
    async getQuota(credentials) {
      const headers = authorize(credentials);
      return readQuota(await readBody(await request('/api/v1/playground/quota', { headers })));
    },
    async streamDiscovery(credentials, url, { signal, idempotencyKey }, onEvent) {
      const init = jsonPost({ url });
      const headers = {
        ...init.headers,
        ...authorize(credentials),
        accept: 'text/event-stream',
        'idempotency-key': idempotencyKey,
      };
      const path = `${skanyr(credentials)}/discover/stream`;
      return readStream(await request(path, { ...init, headers, signal }), signal, onEvent);
    },
    async getDiscovery(credentials, discoveryId) {
      const path = `${skanyr(credentials)}/discover/${encodeURIComponent(discoveryId)}`;
      return readBody(await request(path, { headers: authorize(credentials) }));
    },
    async getOpenApi(credentials, artifactId) {
      const path = `${skanyr(credentials)}/api-map/${encodeURIComponent(artifactId)}?format=openapi`;
      return (await request(path, { headers: authorize(credentials) })).blob();
    },
  };
}

/** Reads server-sent events from a POST's body, which `EventSource` cannot. */
async function readStream(
  response: Response,
  signal: AbortSignal,
  onEvent: (event: DiscoveryEvent) => void,
): Promise<'ended' | 'dropped'> {
  let ended = false;
  // Fetched with the first run: nothing before it reads a stream.
  const { createParser } = await import('eventsource-parser');
  const parser = createParser({
    onEvent: ({ data }) => {
      const event = parseEvent(data);
      if (event === null || ended) return;
      ended = event.type === 'done' || event.type === 'error';
      onEvent(event);
    },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      parser.feed(chunk.value);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
  }
  return ended ? 'ended' : 'dropped';
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const body = readErrorBody(await readBody(response), response.status, requestIdOf(response));
  const retryAfterSeconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  if (body.retry_after === undefined && retryAfterSeconds >= 0)
    body.retry_after = retryAfterSeconds;
  return new ApiProblem(body);
}

function unexpected(response: Response): ApiProblem {
  return new ApiProblem(readErrorBody(null, response.status, requestIdOf(response)));
}

function requestIdOf(response: Response): string {
  return response.headers.get('x-request-id') ?? '';
}

async function readBody(response: Response): Promise<unknown> {
  return parseJson(await response.text().catch(() => ''));
}

function jsonPost(body: unknown) {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

function authorize({ apiKey, organizationId }: Credentials): Record<string, string> {
  return { authorization: `Bearer ${apiKey}`, 'x-kloakd-organization': organizationId };
}

function skanyr({ organizationId }: Credentials): string {
  return `/api/v1/organizations/${encodeURIComponent(organizationId)}/skanyr`;
}
