import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { DiscoverRequest, DiscoverResponse, DiscoveryJob } from '../../shared/discovery.ts';
import { EventList, RetryRequest, StreamRequest } from '../../shared/skanyr.ts';
import { Problem } from '../problem.ts';
import {
  beginDiscovery,
  discover,
  MAX_REQUESTS,
  type Caller,
  type SkanyrDeps,
} from '../skanyr/discover.ts';
import { retry } from '../skanyr/retry.ts';
import { chargeShown, readJob, requireDiscovery } from '../skanyr/read-stored.ts';
import { storedEvents, streamEvents, type NumberedEvent } from '../skanyr/stream.ts';
import { Run } from '../skanyr/run.ts';
import type { Started } from '../skanyr/runner.ts';
import { admissionOf } from './gateway-hooks.ts';
import { noteRun } from './usage-hook.ts';

const read = { module: 'skanyr', access: 'read' } as const;
const DiscoveryParams = Type.Object({
  organization_id: Type.String(),
  discovery_id: Type.String(),
});

/** Discoveries: run, page, stream, repeat, look at. */
export const discoverRoutes: FastifyPluginAsyncTypebox<SkanyrDeps> = async (app, deps) => {
  const sendJob = async (id: string, request: FastifyRequest, reply: FastifyReply) =>
    // JSON text already; the routes' schemas describe it.
    reply.type('application/json; charset=utf-8').send(await readJob(id, callerOf(request), deps));

  app.post(
    '/discover',
    {
      config: read,
      schema: {
        summary: 'Discover the APIs behind a URL, and page through the result',
        body: DiscoverRequest,
        response: { 200: DiscoverResponse },
      },
    },
    async (request) => {
      const { body } = request;
      return discover(
        {
          url: body.url,
          maxRequests: body.max_requests ?? MAX_REQUESTS,
          artifactIds: [body.site_hierarchy_artifact_id, body.session_artifact_id],
          idempotencyKey: idempotencyKey(request),
          reuse: true,
        },
        { limit: body.limit ?? 100, offset: body.offset ?? 0 },
        callerOf(request),
        deps,
      );
    },
  );

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
    '/discover/:discovery_id',
    {
      config: read,
      schema: {
        summary: 'A discovery and its status',
        params: DiscoveryParams,
        response: { 200: DiscoveryJob },
      },
    },
    (request, reply) => sendJob(request.params.discovery_id, request, reply),
  );

  app.get(
    '/jobs/:discovery_id',
    {
      config: read,
      schema: {
        summary: 'The same, by its job ID',
        params: DiscoveryParams,
        response: { 200: DiscoveryJob },
      },
    },
    (request, reply) => sendJob(request.params.discovery_id, request, reply),
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

  app.post(
    '/retry',
    {
      config: read,
      schema: {
        summary: 'Run a discovery again, with other options where given',
        body: RetryRequest,
        response: { 200: DiscoverResponse },
      },
    },
    async (request) => {
      const { body } = request;
      return retry(
        {
          discoveryId: body.discovery_id,
          url: body.url,
          maxRequests: body.max_requests,
          idempotencyKey: idempotencyKey(request),
        },
        { limit: body.limit ?? 100, offset: body.offset ?? 0 },
        callerOf(request),
        deps,
      );
    },
  );
};

/** The part of an admission that use cases need. */
export function callerOf(request: FastifyRequest): Caller {
  const { organizationId, ledger, plan } = admissionOf(request);
  return {
    organizationId,
    ledger,
    concurrentMax: plan.concurrentDiscoveries,
    onBegan: (run) => noteRun(request, run),
  };
}

/** @throws Problem 400 for a key that is not printable ASCII of at most 255 characters */
export function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x20-\x7e]{1,255}$/.test(header)) return header;
  throw new Problem(
    'invalid_field',
    'Idempotency-Key must be 1 to 255 printable ASCII characters, such as a UUID.',
    { field: 'Idempotency-Key', charged: false },
  );
}

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
