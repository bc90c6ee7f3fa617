import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Usage, UsageQuery } from '../../shared/usage.ts';
import { readUsage, type UsageDeps } from '../organizations/usage.ts';
import { csvHeaders, csvLine } from './csv.ts';
import { admissionOf } from './gateway-hooks.ts';

const forMembers = { module: 'organization', access: 'read', role: 'member' } as const;

/** Requests and discoveries of the organization by day: for the dashboard's chart, and as a file. */
export const organizationUsageRoutes: FastifyPluginAsyncTypebox<UsageDeps> = async (app, deps) => {
  app.get(
    '/usage',
    {
      config: forMembers,
      schema: {
        summary: 'Requests and discoveries by day, also by module, key or status',
        querystring: UsageQuery,
        response: { 200: Usage },
      },
    },
    async (request) => readUsage(admissionOf(request).organizationId, request.query, deps),
  );

  app.get(
    '/usage.csv',
    {
      config: forMembers,
      schema: { summary: 'The same as CSV', querystring: UsageQuery, produces: ['text/csv'] },
    },
    async (request, reply) => {
      const usage = await readUsage(admissionOf(request).organizationId, request.query, deps);
      const lines = usage.rows.map(({ day, part, label, requests, discoveries, duration_ms }) =>
        csvLine([day, part, label, requests, discoveries, duration_ms]),
      );
      const head = csvLine(['day', 'part', 'label', 'requests', 'discoveries', 'mean_duration_ms']);
      return reply.headers(csvHeaders('usage.csv')).send([head, ...lines].join(''));
    },
  );
};
