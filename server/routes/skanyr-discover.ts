import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { DiscoverRequest, DiscoverResponse, DiscoveryJob } from '../../shared/discovery.ts';
import { RetryRequest } from '../../shared/skanyr.ts';
import { discover, MAX_REQUESTS, type SkanyrDeps } from '../skanyr/discover.ts';
import { readJob } from '../skanyr/read-stored.ts';
import { retry } from '../skanyr/retry.ts';
import { callerOf, idempotencyKey } from './skanyr-caller.ts';
import { pageRoutes } from './skanyr-page.ts';
import { streamRoutes } from './skanyr-stream.ts';

const read = { module: 'skanyr', access: 'read' } as const;
const DiscoveryParams = Type.Object({
  organization_id: Type.String(),
  discovery_id: Type.String(),
});

/** Discoveries: running one, running one again, and reading it. */
export const discoverRoutes: FastifyPluginAsyncTypebox<SkanyrDeps> = async (app, deps) => {
  const { storage, engine, runner } = deps;
  await app.register(streamRoutes, { storage, engine, runner });
  await app.register(pageRoutes, { storage, engine, runner });

  const sendJob = async (id: string, request: FastifyRequest, reply: FastifyReply) =>
    // `readJob` gives JSON text, which the routes' schemas describe.
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
          extent: 'site',
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
