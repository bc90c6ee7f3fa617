import type { FastifyPluginAsync } from 'fastify';
import { PLANS, type Plan } from '../organizations/plans.ts';
import { PROBLEMS } from '../problem.ts';
import type { ClientInfo } from './client-info.ts';

export interface ServiceDeps {
  client: ClientInfo;
  operatorContact: string | null;
  /** Where the bundled shop listens, or null where it is off. */
  demoUrl: string | null;
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
      quota_limit: PLANS.playground.quota.limit,
    }),
  );

  app.get('/api/v1/plans', open('the upgrade page shows what each plan includes'), async () => ({
    plans: Object.values(PLANS).map(describePlan),
    operator_contact: deps.operatorContact,
  }));

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

function describeQuota(quota: Plan['quota']): string {
  if (quota.limit === null) return 'Unlimited discoveries';
  const amount = quota.limit.toLocaleString('en');
  return `${amount} ${quota.kind === 'lifetime' ? 'discoveries, for life' : 'discoveries a month'}`;
}

function describePlan(plan: Plan) {
  const { quota, window } = plan;
  return {
    name: plan.name,
    title: plan.title,
    access: plan.access,
    modules: plan.modules,
    quota: describeQuota(quota),
    windows: `${window.limit.toLocaleString('en')} requests in ${window.windowSeconds} seconds`,
  };
}
