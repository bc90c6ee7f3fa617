import type { DiscoveryEvent } from '../../shared/discovery.ts';
import { parseEvent } from './discovery-events.ts';
import { authorize, jsonPost, type Credentials, type SendRequest } from './request.ts';
import { createEventReader } from './server-sent-events.ts';

export interface StreamOptions {
  signal: AbortSignal;
  /** A second request with the same key gets the first one's discovery, and is not charged. */
  idempotencyKey: string;
}

/** @returns `dropped` when the stream ended without `done` or `error`. */
export async function streamDiscovery(
  send: SendRequest,
  credentials: Credentials,
  url: string,
  { signal, idempotencyKey }: StreamOptions,
  onEvent: (event: DiscoveryEvent) => void,
): Promise<'ended' | 'dropped'> {
  const init = jsonPost({ url });
  const headers = {
    ...init.headers,
    ...authorize(credentials),
    accept: 'text/event-stream',
    'idempotency-key': idempotencyKey,
  };
  const path = `${skanyr(credentials)}/discover/stream`;
  return readStream(await send(path, { ...init, headers, signal }), signal, onEvent);
}

/** The stored result as an OpenAPI document. */
export async function getOpenApi(
  send: SendRequest,
  credentials: Credentials,
  artifactId: string,
): Promise<Blob> {
  const path = `${skanyr(credentials)}/api-map/${encodeURIComponent(artifactId)}?format=openapi`;
  return (await send(path, { headers: authorize(credentials) })).blob();
}

/** Reads server-sent events from the answer to a POST; `EventSource` can only send GET. */
async function readStream(
  response: Response,
  signal: AbortSignal,
  onEvent: (event: DiscoveryEvent) => void,
): Promise<'ended' | 'dropped'> {
  let ended = false;
  const read = createEventReader((data) => {
    const event = parseEvent(data);
    if (event === null || ended) return;
    ended = event.type === 'done' || event.type === 'error';
    // An error event contains no request ID, but the header of the answer does.
    if (event.type === 'error') {
      event.metadata['request_id'] ??= response.headers.get('x-request-id') ?? '';
    }
    onEvent(event);
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      read(chunk.value);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
  }
  return ended ? 'ended' : 'dropped';
}

function skanyr({ organizationId }: Credentials): string {
  return `/api/v1/organizations/${encodeURIComponent(organizationId)}/skanyr`;
}
