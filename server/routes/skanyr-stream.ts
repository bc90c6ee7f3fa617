import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { EventList, StreamRequest } from '../../shared/skanyr.ts';
import { beginDiscovery, MAX_REQUESTS, type SkanyrDeps } from '../skanyr/discover.ts';
import { chargeShown, requireDiscovery } from '../skanyr/read-stored.ts';
import { Run } from '../skanyr/run.ts';
import { storedEvents } from '../skanyr/stream.ts';
import { asksForEvents, EVENT_STREAM, eventStream } from './event-stream.ts';
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
          extent: 'site',
          maxRequests: body.max_requests ?? MAX_REQUESTS,
          artifactIds: [body.site_hierarchy_artifact_id],
          idempotencyKey: idempotencyKey(request),
          reuse: true,
        },
        caller,
        deps,
      );
      return reply.type(EVENT_STREAM).send(eventStream(started, request, reply, deps));
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
      if (asksForEvents(request)) {
        const started =
          found instanceof Run
            ? ({ kind: 'joined', run: found } as const)
            : ({ kind: 'stored', record: found } as const);
        const stream = eventStream(started, request, reply, deps);
        // The cast, because the response schema above describes the JSON answer only.
        return reply.type(EVENT_STREAM).send(stream as never);
      }
      await chargeShown(found, deps);
      return { events: found instanceof Run ? found.events : storedEvents(found) };
    },
  );
};
