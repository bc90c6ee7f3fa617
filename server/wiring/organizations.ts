import { Throttle, THROTTLES } from '../limits/throttle.ts';
import type { Accounts } from '../organizations/accounts.ts';
import { claimRoutes } from '../routes/claims.ts';
import type { HttpServer } from '../routes/http-server.ts';
import { leakedKeyRoutes } from '../routes/leaked-keys.ts';
import { organizationAuditRoutes } from '../routes/organization-audit.ts';
import { organizationDiscoveriesRoutes } from '../routes/organization-discoveries.ts';
import { organizationFunnelRoutes } from '../routes/organization-funnel.ts';
import { organizationKeyRoutes } from '../routes/organization-keys.ts';
import { organizationPlanRoutes } from '../routes/organization-plan.ts';
import { organizationSiteRoutes } from '../routes/organization-sites.ts';
import { organizationUsageRoutes } from '../routes/organization-usage.ts';
import { ORGANIZATION_PREFIX, type AppDeps, type SharedParts } from './app-deps.ts';

/** Stands in for accounts where there are none. No member can call there, so no name is ever asked for. */
const NOBODY: Pick<Accounts, 'findPerson'> = { findPerson: async () => null };

/** What the members of an organization see of it and decide: keys, plan, usage, sites, discoveries, audit log. */
export async function registerOrganizations(
  app: HttpServer,
  { config, storage, accounts, clock, random }: AppDeps,
  { client, claimSites, funnel, installedModules }: SharedParts,
): Promise<void> {
  const { allowedSites } = config;
  const reads = { prefix: ORGANIZATION_PREFIX, storage };
  const decisions = { ...reads, accounts: accounts ?? NOBODY, clock, random };
  await app.register(organizationAuditRoutes, reads);
  await app.register(organizationUsageRoutes, { ...reads, clock });
  await app.register(organizationDiscoveriesRoutes, reads);
  await app.register(organizationPlanRoutes, { ...reads, clock, client, installedModules });
  await app.register(organizationFunnelRoutes, { ...reads, clock, allowedSites });
  await app.register(organizationKeyRoutes, decisions);
  await app.register(organizationSiteRoutes, decisions);
  const attempts = new Throttle(clock, THROTTLES.claims);
  await app.register(claimRoutes, { ...decisions, client, claimSites, funnel, attempts });
  const reports = new Throttle(clock, THROTTLES.leakedKeyReports);
  const notifyOwners = accounts?.notifyOwners ?? null;
  await app.register(leakedKeyRoutes, { storage, clock, random, client, reports, notifyOwners });
}
