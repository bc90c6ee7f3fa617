import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { DiscoverResponse } from '../../shared/discovery.ts';
import {
  ApiMap,
  DetectedApis,
  ExpandRequest,
  ExpandResponse,
  Health,
  HierarchyResponse,
  ReaderResponse,
  UrlRequest,
} from '../../shared/skanyr.ts';
import type { SkanyrDeps } from '../skanyr/discover.ts';
import { analyzeBundle, expandNode, readHierarchy, readPage } from '../skanyr/site.ts';
import { requireArtifact, toApiMap, toOpenApi } from '../skanyr/api-map.ts';
import { detectedApis } from '../skanyr/detected-apis.ts';
import { callerOf, idempotencyKey } from './skanyr-caller.ts';

const read = { module: 'skanyr', access: 'read' } as const;
const ArtifactParams = Type.Object({ organization_id: Type.String(), artifact_id: Type.String() });
const MapQuery = Type.Object({
  format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('openapi')])),
});
const PageQuery = Type.Object({ page_url: Type.String({ minLength: 1, maxLength: 2048 }) });

/** Reads one script, one page or a site's tree, and stored results of earlier discoveries. */
export const siteRoutes: FastifyPluginAsyncTypebox<SkanyrDeps> = async (app, deps) => {
  app.post(
    '/analyze-bundle',
    {
      config: read,
      schema: {
        summary: 'Read what one script says about APIs',
        body: UrlRequest,
        response: { 200: DiscoverResponse },
      },
    },
    async (request) => analyzeBundle(callOf(request), callerOf(request), deps),
  );

  app.post(
    '/hierarchy',
    {
      config: read,
      schema: {
        summary: 'Read a site’s pages as a tree',
        body: UrlRequest,
        response: { 200: HierarchyResponse },
      },
    },
    async (request) => readHierarchy(callOf(request), callerOf(request), deps),
  );

  app.post(
    '/reader-view',
    {
      config: read,
      schema: {
        summary: 'Read a page as plain text',
        body: UrlRequest,
        response: { 200: ReaderResponse },
      },
    },
    async (request) => readPage(callOf(request), callerOf(request), deps),
  );

  app.post(
    '/expand-node',
    {
      config: read,
      schema: {
        summary: 'The children of a node of a stored hierarchy',
        body: ExpandRequest,
        response: { 200: ExpandResponse },
      },
    },
    async (request) => expandNode(request.body.node_id, callerOf(request), deps),
  );

  app.get(
    '/api-map/:artifact_id',
    {
      config: read,
      schema: {
        summary: 'A stored discovery as a map or as an OpenAPI 3.1 document',
        params: ArtifactParams,
        querystring: MapQuery,
        response: { 200: ApiMap },
      },
    },
    async (request, reply) => {
      const record = await requireArtifact(request.params.artifact_id, callerOf(request), deps);
      if (request.query.format !== 'openapi') return toApiMap(record);
      // A cast, because the response schema above describes the map only.
      return reply.type('application/json; charset=utf-8').send(toOpenApi(record) as never);
    },
  );

  app.get(
    '/detected-apis',
    {
      config: read,
      schema: {
        summary: 'What this organization has stored about a page',
        querystring: PageQuery,
        response: { 200: DetectedApis },
      },
    },
    async (request) => detectedApis(request.query.page_url, callerOf(request), deps),
  );

  app.get(
    '/health',
    {
      config: read,
      schema: {
        summary: 'Whether the module works, and how busy it is',
        response: { 200: Health },
      },
    },
    async () =>
      ({
        status: 'ok',
        module: 'skanyr',
        running: deps.runner.running,
        capacity: deps.runner.capacity,
      }) as const,
  );
};

const callOf = (request: Parameters<typeof idempotencyKey>[0] & { body: { url: string } }) => ({
  url: request.body.url,
  idempotencyKey: idempotencyKey(request),
});
