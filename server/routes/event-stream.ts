import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type TSchema } from 'typebox';
import { EventStream } from '../../shared/skanyr.ts';
import type { SkanyrDeps } from '../skanyr/discover.ts';
import type { Started } from '../skanyr/runner.ts';
import { streamEvents, type NumberedEvent } from '../skanyr/stream.ts';
import { callerOf } from './skanyr-caller.ts';

const EVENTS = 'text/event-stream';
export const EVENT_STREAM = `${EVENTS}; charset=utf-8`;

/** For a route that answers a `Readable` of events. */
export const EVENTS_CONTENT = { [EVENTS]: { schema: Type.Unsafe<Readable>(EventStream) } } as const;

/** An answer that `/openapi.json` describes in both of its forms: `Accept` chooses. */
export const jsonOrEvents = <T extends TSchema>(json: T) => ({
  description: 'JSON, or the events where `Accept` asks for them',
  content: { 'application/json': { schema: json }, ...EVENTS_CONTENT },
});

/** A stream of a run's events. It ends when the client closes the connection. */
export function eventStream(
  started: Started,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SkanyrDeps,
): Readable {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const afterId = lastEventId(request);
  return serverSentEvents(streamEvents(started, afterId, callerOf(request), gone.signal, deps));
}

/** Whether the client wants events instead of one JSON answer. */
export const asksForEvents = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes(EVENTS) ?? false;

function lastEventId(request: FastifyRequest): number {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,7}$/.test(header) ? Number(header) : 0;
}

/** Server-sent events (WHATWG HTML, section 9.2). Read only as fast as the client reads. */
function serverSentEvents(events: AsyncIterable<NumberedEvent | null>): Readable {
  async function* lines() {
    for await (const numbered of events) {
      yield numbered === null
        ? ': keep-alive\n\n'
        : `id: ${numbered.id}\ndata: ${JSON.stringify(numbered.event)}\n\n`;
    }
  }
  return Readable.from(lines(), { objectMode: false, highWaterMark: 16_384 });
}
