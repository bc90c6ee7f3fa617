import type { FastifyPluginAsync } from 'fastify';
import { toPlan } from '../organizations/entitlements.ts';
import { PLAYGROUND, type Module, type Plan } from '../organizations/plans.ts';
import type { Storage } from '../storage/port.ts';

export interface PlanListDeps {
  storage: Pick<Storage, 'listPlans'>;
  operatorContact: string | null;
  /** Modules that answer on this server. A plan may include more. */
  installedModules: ReadonlySet<Module>;
}

/** The stored plans, for the upgrade page. */
export const planListRoutes: FastifyPluginAsync<PlanListDeps> = async (app, deps) => {
  app.get(
    '/api/v1/plans',
    { config: { public: 'the upgrade page shows what each plan includes' } },
    async () => {
      const records = await deps.storage.listPlans();
      const shown = records
        .filter(({ isPublic }) => isPublic)
        .map(toPlan)
        .toSorted((a, b) => size(a) - size(b));
      return {
        plans: [PLAYGROUND, ...shown].map(describePlan),
        installed_modules: [...deps.installedModules],
        operator_contact: deps.operatorContact,
      };
    },
  );
};

/** The order of the plans: from the smallest monthly quota to the largest. */
const size = ({ quota }: Plan): number => quota.limit ?? Number.MAX_SAFE_INTEGER;

function describeQuota(quota: Plan['quota']): string {
  if (quota.limit === null) return 'Unlimited discoveries';
  const amount = quota.limit.toLocaleString('en');
  return `${amount} ${quota.kind === 'lifetime' ? 'discoveries, for life' : 'discoveries a month'}`;
}

function describeWindows({ window, concurrentDiscoveries }: Plan): string {
  const requests = `${window.limit.toLocaleString('en')} requests in ${window.windowSeconds} seconds`;
  return concurrentDiscoveries === null
    ? requests
    : `${requests}, ${concurrentDiscoveries.toLocaleString('en')} discoveries at once`;
}

const describePlan = (plan: Plan) => ({
  name: plan.name,
  title: plan.title,
  access: plan.access,
  modules: plan.modules,
  quota: describeQuota(plan.quota),
  windows: describeWindows(plan),
});
