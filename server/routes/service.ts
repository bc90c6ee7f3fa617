import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { LANGUAGES } from '../../shared/code-languages.ts';
import { NO_SITE_SETTINGS } from '../../shared/site-settings.ts';
import { PLAYGROUND } from '../organizations/plans.ts';
import { PROBLEMS } from '../problem-codes/table.ts';
import type { ClientInfo } from './client-info.ts';
import { findFramingSite, type FramingSiteDeps } from './framing-site.ts';

export interface ServiceDeps extends FramingSiteDeps {
  client: ClientInfo;
  /** Where the bundled shop listens, or null where it is off. */
  demoUrl: string | null;
  /** Whether there are accounts that can take a visitor's discoveries over. */
  hasAccounts: boolean;
}

const open = (why: string) => ({ config: { public: why } });

/** Public APIs about the service itself: what the pages need, and what a program can read. */
export const serviceRoutes: FastifyPluginAsyncTypebox<ServiceDeps> = async (app, deps) => {
  app.get(
    '/api/v1/playground/config',
    {
      ...open('the widget reads it before it has a key'),
      schema: { querystring: Type.Object({ site: Type.Optional(Type.String()) }) },
    },
    async (request) => {
      const site = await findFramingSite(request.query.site, undefined, deps);
      const { cta, examples, languages } = site?.settings ?? NO_SITE_SETTINGS;
      return {
        examples: examples.length > 0 ? examples : ownExamples(deps.demoUrl),
        upgrade_url: deps.client.linksOf(request).upgradeUrl,
        privacy_url: '/privacy',
        quota_limit: PLAYGROUND.quota.limit,
        claim: deps.hasAccounts,
        cta,
        languages: languages.length > 0 ? languages : LANGUAGES,
      };
    },
  );

  app.get('/api/v1/problems', open('the explanation of each error code'), async () => ({
    problems: Object.entries(PROBLEMS).map(([code, row]) => ({ code, ...row })),
  }));

  app.get('/healthz', open('for a load balancer'), async () => ({ status: 'ok' }));

  app.get('/robots.txt', open('for crawlers'), async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send('User-agent: *\nDisallow: /api/\nDisallow: /embed/\n'),
  );
};

/** Three targets that are safe to try: the demo shop where it runs, and public sites made for tests. */
function ownExamples(demoUrl: string | null): { label: string; url: string }[] {
  const all = [
    ...(demoUrl === null ? [] : [{ label: 'Demo shop', url: `${demoUrl}/` }]),
    { label: 'Petstore', url: 'https://petstore3.swagger.io/' },
    { label: 'JSONPlaceholder', url: 'https://jsonplaceholder.typicode.com/' },
    { label: 'HTTPBingo', url: 'https://httpbingo.org/' },
  ];
  return all.slice(0, 3);
}
