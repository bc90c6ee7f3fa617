import { ConnectionError, errorOf, KloakdError } from './errors.ts';
import { Deadline, Transport, type Request } from './transport.ts';
import type { DiscoveryEvent } from './types.ts';

const RECONNECTS_MAX = 5;

/**
 * The events of a discovery while it runs. Ends after `done`; an `error` event is thrown as the exception of its code.
 * A connection that is cut is opened again after the last event, without a second charge. Leaving the loop, or the
 * signal, closes the connection; then the service stops the work.
 */
export async function* streamEvents(
  transport: Transport,
  first: Request,
  eventsPath: (discoveryId: string) => string,
): AsyncGenerator<DiscoveryEvent, void, undefined> {
  const deadline = new Deadline(first.timeoutMs ?? transport.timeoutMs, first.signal);
  let request = Transport.withKey(first);
  let lastId = 0;
  let reconnects = 0;
  try {
    for (;;) {
      try {
        for await (const event of readStream(await transport.open(request, deadline), deadline)) {
          if (event.id !== null && event.id <= lastId) continue;
          lastId = event.id ?? lastId;
          reconnects = 0;
          if (event.type === 'error') throw errorOf(0, event.metadata, null);
          const discoveryId = event.metadata['discovery_id'];
          if (typeof discoveryId === 'string') request = follow(first, eventsPath(discoveryId));
          deadline.pause();
          yield event;
          if (event.type === 'done') return;
          deadline.restart();
        }
        throw new ConnectionError('The stream was cut off.');
      } catch (error) {
        deadline.throwIfOver();
        reconnects += 1;
        if (!(error instanceof ConnectionError) || reconnects > RECONNECTS_MAX) throw error;
        request = { ...request, headers: { ...request.headers, 'last-event-id': String(lastId) } };
        await deadline.sleep(Math.random() * 500 * reconnects);
      }
    }
  } finally {
    deadline.end();
  }
}

/** Follows a discovery that has begun: its number is known from then on, so no second one is started. */
function follow(first: Request, path: string): Request {
  const { signal, timeoutMs, headers } = first;
  return {
    method: 'GET',
    path,
    ...(headers ? { headers } : {}),
    ...(signal ? { signal } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/** Longer than any event of the service. */
const EVENT_CHARACTERS_MAX = 4 * 1024 * 1024;

/** Reads server-sent events (WHATWG HTML, section 9.2.6). */
async function* readStream(
  response: Response,
  deadline: Deadline,
): AsyncGenerator<DiscoveryEvent, void, undefined> {
  const type = response.headers.get('content-type') ?? '';
  const reader = response.body?.getReader();
  if (!reader || !/^text\/event-stream\b/i.test(type)) {
    await reader?.cancel();
    throw errorOf(
      response.status,
      { error: 'ApiError', detail: 'The answer is not a stream of events.' },
      response.headers,
    );
  }
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await read(reader, deadline);
      if (done) return;
      // Keep-alives count: silence means that the connection is dead.
      deadline.restart();
      text += decoder.decode(value, { stream: true });
      if (text.length > EVENT_CHARACTERS_MAX) throw new KloakdError('An event is too long.');
      const blocks = text.split(/\r\n\r\n|\n\n|\r\r/);
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = toEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, deadline: Deadline) {
  try {
    return await reader.read();
  } catch (error) {
    deadline.throwIfOver();
    throw new ConnectionError('The stream was cut off.', { cause: error });
  }
}

function toEvent(block: string): DiscoveryEvent | null {
  const lines = block.split(/\r\n|\n|\r/);
  const valuesOf = (field: string) =>
    lines
      .filter((line) => line.startsWith(`${field}:`))
      .map((line) => line.slice(field.length + 1).replace(/^ /, ''));
  const data = valuesOf('data');
  if (data.length === 0) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(data.join('\n'));
  } catch (cause) {
    throw new KloakdError('An event is not JSON.', { cause });
  }
  const event = parsed as Omit<DiscoveryEvent, 'id'>;
  const id = valuesOf('id').at(-1);
  return {
    ...event,
    metadata: event.metadata ?? {},
    id: id !== undefined && /^\d+$/.test(id) ? Number(id) : null,
  };
}
