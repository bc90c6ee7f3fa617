import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DiscoverResponse } from '../../shared/discovery.ts';
import { UrlRequest } from '../../shared/skanyr.ts';
import { JOB_PAGE } from '../skanyr/answer.ts';
import { answerOf, beginDiscovery, MAX_REQUESTS, type SkanyrDeps } from '../skanyr/discover.ts';
import { asksForEvents, EVENT_STREAM, eventStream } from './event-stream.ts';
import { callerOf, idempotencyKey } from './skanyr-caller.ts';

/** A discovery of one page: one JSON answer, or the stream where `Accept` asks for it. */
export const pageRoutes: FastifyPluginAsyncTypebox<SkanyrDeps> = async (app, deps) => {
  app.post(
    '/discover-page/live',
    {
      config: { module: 'skanyr', access: 'read' },
      schema: {
        summary: 'Discover the APIs behind one page and what it loads, as JSON or as a stream',
        body: UrlRequest,
        response: { 200: DiscoverResponse },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const started = await beginDiscovery(
        {
          url: request.body.url,
          extent: 'page',
          maxRequests: MAX_REQUESTS,
          artifactIds: [],
          idempotencyKey: idempotencyKey(request),
          reuse: true,
        },
        caller,
        deps,
      );
      if (!asksForEvents(request)) return answerOf(started, JOB_PAGE, caller, deps);
      const stream = eventStream(started, request, reply, deps);
      // The cast, because the response schema above describes the JSON answer only.
      return reply.type(EVENT_STREAM).send(stream as never);
    },
  );
};
