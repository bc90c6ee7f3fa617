import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { DiscoverySummaryList, type DiscoverySummary } from '../../shared/organization.ts';
import type { Storage } from '../storage/port.ts';
import type { ListedDiscovery } from '../storage/port/discovery-list.ts';
import { admissionOf } from './gateway-hooks.ts';

const PAGE_SIZE = 50;

const DiscoveriesQuery = Type.Object({
  query: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the URL' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
});

/** The organization's discoveries. One of them is read through the module that made it. */
export const organizationDiscoveriesRoutes: FastifyPluginAsyncTypebox<{
  storage: Pick<Storage, 'searchDiscoveries'>;
}> = async (app, { storage }) => {
  app.get(
    '/discoveries',
    {
      config: { module: 'organization', access: 'read', role: 'member' },
      schema: {
        summary: 'The organization’s discoveries, newest first',
        querystring: DiscoveriesQuery,
        response: { 200: DiscoverySummaryList },
      },
    },
    async (request) => {
      const { query = '', limit = PAGE_SIZE, offset = 0 } = request.query;
      const { organizationId } = admissionOf(request);
      const page = await storage.searchDiscoveries(organizationId, { query, limit, offset });
      return {
        discoveries: page.discoveries.map(toSummary),
        has_more: offset + page.discoveries.length < page.total,
        total: page.total,
      };
    },
  );
};

const time = (ms: number) => new Date(ms).toISOString();

const toSummary = (listed: ListedDiscovery): DiscoverySummary => ({
  discovery_id: listed.id,
  artifact_id: listed.artifactId,
  url: listed.url,
  kind: listed.kind,
  status: listed.status,
  total_endpoints: listed.endpointCount,
  created_at: time(listed.createdAtMs),
  completed_at: listed.completedAtMs === null ? null : time(listed.completedAtMs),
  claimed: listed.isClaimed,
});
