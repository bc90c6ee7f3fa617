import type { FastifyPluginAsync } from 'fastify';
import { PLAYGROUND } from '../organizations/plans.ts';
import { PROBLEMS } from '../problem.ts';
import type { ClientInfo } from './client-info.ts';

export interface ServiceDeps {
  client: ClientInfo;
  /** Where the bundled shop listens, or null where it is off. */
  demoUrl: string | null;
  /** Whether there are accounts that can take a visitor's discoveries over. */
  hasAccounts: boolean;
}

const open = (why: string) => ({ config: { public: why } });

/** Public APIs about the service itself: what the pages need, and what a program can read. */
export const serviceRoutes: FastifyPluginAsync<ServiceDeps> = async (app, deps) => {
  app.get(
    '/api/v1/playground/config',
    open('the widget reads it before it has a key'),
    async (request) => ({
      examples: examples(deps.demoUrl),
      upgrade_url: deps.client.linksOf(request).upgradeUrl,
      privacy_url: '/privacy',
      quota_limit: PLAYGROUND.quota.limit,
      claim: deps.hasAccounts,
    }),
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
function examples(demoUrl: string | null): { label: string; url: string }[] {
  const all = [
    ...(demoUrl === null ? [] : [{ label: 'Demo shop', url: `${demoUrl}/` }]),
    { label: 'Petstore', url: 'https://petstore3.swagger.io/' },
    { label: 'JSONPlaceholder', url: 'https://jsonplaceholder.typicode.com/' },
    { label: 'HTTPBingo', url: 'https://httpbingo.org/' },
  ];
  return all.slice(0, 3);
}
