import { Throttle, THROTTLES } from '../limits/throttle.ts';
import { recordAudit } from '../organizations/audit.ts';
import { finishDeletions } from '../organizations/finish-deletions.ts';
import type { RecordAudit } from '../organizations/members.ts';
import { accountOptionsRoute, accountRoutes } from '../routes/account.ts';
import { authRoutes } from '../routes/auth.ts';
import type { HttpServer } from '../routes/http-server.ts';
import { jwksRoutes } from '../routes/jwks.ts';
import { memberRoutes } from '../routes/organization-members.ts';
import { organizationRoutes } from '../routes/organization.ts';
import { ORGANIZATION_PREFIX, type AppDeps, type SharedParts } from './app-deps.ts';

/** Signing in, and who belongs to an organization. Without accounts: only the route that says so. */
export async function registerAccounts(
  app: HttpServer,
  { accounts, storage, clock, random }: AppDeps,
  { client, failures }: SharedParts,
): Promise<void> {
  await app.register(accountOptionsRoute, { prefix: '/api/v1/account', accounts });
  if (!accounts) return;
  const audit: RecordAudit = (event) => recordAudit({ storage, clock, random }, event);
  const deps = { accounts, storage, clock, random, audit };
  await app.register(authRoutes, { prefix: '/api/auth', accounts, client, failures });
  await app.register(accountRoutes, { prefix: '/api/v1/account', ...deps });
  await app.register(jwksRoutes, { accounts });
  await finishDeletions({ storage, accounts, log: app.log });
  await app.register(organizationRoutes, { prefix: ORGANIZATION_PREFIX, ...deps });
  const sentInvitations = new Throttle(clock, THROTTLES.invitations);
  await app.register(memberRoutes, { prefix: ORGANIZATION_PREFIX, ...deps, sentInvitations });
}
