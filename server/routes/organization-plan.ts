import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { PlanState } from '../../shared/organization.ts';
import type { Module } from '../organizations/plans.ts';
import { readPlanState } from '../organizations/plan-state.ts';
import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';
import type { ClientInfo } from './client-info.ts';
import { admissionOf } from './gateway-hooks.ts';

export interface OrganizationPlanDeps {
  storage: Storage;
  clock: Clock;
  client: ClientInfo;
  installedModules: ReadonlySet<Module>;
}

/** The plan of an organization. The operator changes it with `npm run org`. */
export const organizationPlanRoutes: FastifyPluginAsyncTypebox<OrganizationPlanDeps> = async (
  app,
  deps,
) => {
  app.get(
    '/plan',
    {
      config: { module: 'organization', access: 'read', role: 'member' },
      schema: {
        summary: 'What the organization may do, and what is left of this month',
        response: { 200: PlanState },
      },
    },
    async (request): Promise<PlanState> => ({
      ...(await readPlanState(admissionOf(request), deps)),
      upgrade_url: deps.client.linksOf(request).upgradeUrl,
    }),
  );
};
