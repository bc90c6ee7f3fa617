import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { EventList, StreamRequest } from '../../shared/skanyr.ts';
import { beginDiscovery, MAX_REQUESTS, type SkanyrDeps } from '../skanyr/discover.ts';
import { chargeShown, requireDiscovery } from '../skanyr/read-stored.ts';
import { Run } from '../skanyr/run.ts';
import type { Started } from '../skanyr/runner.ts';
import { storedEvents, streamEvents, type NumberedEvent } from '../skanyr/stream.ts';
import { callerOf, idempotencyKey } from './skanyr-caller.ts';

const read = { module: 'skanyr', access: 'read' } as const;
const DiscoveryParams = Type.Object({
  organization_id: Type.String(),
  discovery_id: Type.String(),
});

/** Discoveries as they run: their events, live or stored. */
export const streamRoutes: FastifyPluginAsyncTypebox<SkanyrDeps> = async (app, deps) => {
  app.post(
    '/discover/stream',
    {
      config: read,
      schema: {
        summary: 'Discover the APIs behind a URL as server-sent events',
        body: StreamRequest,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const { body } = request;
      const caller = callerOf(request);
      const started = await beginDiscovery(
        {
          url: body.url,
          maxRequests: body.max_requests ?? MAX_REQUESTS,
          artifactIds: [body.site_hierarchy_artifact_id],
          idempotencyKey: idempotencyKey(request),
          reuse: true,
        },
        caller,
        deps,
      );
      return reply
        .type('text/event-stream; charset=utf-8')
        .send(eventStream(started, request, reply, deps));
    },
  );

  app.get(
    '/discover/:discovery_id/events',
    {
      config: read,
      schema: {
        summary: 'A discovery’s events, as JSON or as a stream',
        params: DiscoveryParams,
        response: { 200: EventList },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const found = await requireDiscovery(request.params.discovery_id, caller, deps);
      if (request.headers.accept?.includes('text/event-stream')) {
        const started =
          found instanceof Run
            ? ({ kind: 'joined', run: found } as const)
            : ({ kind: 'stored', record: found } as const);
        const stream = eventStream(started, request, reply, deps);
        // The cast, because the response schema above describes the JSON answer only.
        return reply.type('text/event-stream; charset=utf-8').send(stream as never);
      }
      await chargeShown(found, deps);
      return { events: found instanceof Run ? found.events : storedEvents(found) };
    },
  );
};

function lastEventId(request: FastifyRequest): number {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,7}$/.test(header) ? Number(header) : 0;
}

/** The events as a stream. When the client closes the connection, it stops following the run. */
function eventStream(
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
