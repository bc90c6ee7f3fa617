import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Funnel, FunnelQuery, OWN_PAGES } from '../../shared/funnel.ts';
import { readSiteFunnel, type SiteFunnelDeps } from '../organizations/site-funnel.ts';
import { csvHeaders, csvLine } from './csv.ts';
import { admissionOf } from './gateway-hooks.ts';

const forAdmins = { module: 'organization', access: 'read', role: 'admin' } as const;

/** How far callers got by site and day: for the dashboard, and as a file. */
export const organizationFunnelRoutes: FastifyPluginAsyncTypebox<SiteFunnelDeps> = async (
  app,
  deps,
) => {
  app.get(
    '/sites/funnel',
    {
      config: forAdmins,
      schema: {
        summary: 'How far callers of the playground got, by site and day; counts only',
        querystring: FunnelQuery,
        response: { 200: Funnel },
      },
    },
    async (request) => readSiteFunnel(admissionOf(request).organization, request.query, deps),
  );

  app.get(
    '/sites/funnel.csv',
    {
      config: forAdmins,
      schema: { summary: 'The same as CSV', querystring: FunnelQuery, produces: ['text/csv'] },
    },
    async (request, reply) => {
      const { organization } = admissionOf(request);
      const { rows } = await readSiteFunnel(organization, request.query, deps);
      const lines = rows.map(({ day, site, ...counts }) => {
        const { seen, started, key, first_result, spent, signed_up } = counts;
        const name = site === OWN_PAGES ? 'own pages' : site;
        return csvLine([day, name, seen, started, key, first_result, spent, signed_up]);
      });
      const steps = ['seen', 'started', 'key', 'first_result', 'spent', 'signed_up'];
      const head = csvLine(['day', 'site', ...steps]);
      return reply.headers(csvHeaders('funnel.csv')).send([head, ...lines].join(''));
    },
  );
};
