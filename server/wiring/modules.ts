import type { UpstreamSetting } from '../config/config.ts';
import { noticeQuota } from '../organizations/quota-notices.ts';
import type { Module } from '../organizations/plans.ts';
import { admissionOf } from '../routes/gateway-hooks.ts';
import type { HttpServer } from '../routes/http-server.ts';
import { discoverRoutes } from '../routes/skanyr-discover.ts';
import { sessionRoutes } from '../routes/skanyr-sessions.ts';
import { siteRoutes } from '../routes/skanyr-site.ts';
import { keepLeases, recoverReservations } from '../skanyr/leases.ts';
import { Runner } from '../skanyr/runner.ts';
import { UPSTREAM_TIMEOUTS, upstreamRoutes } from '../upstream/proxy.ts';
import { ORGANIZATION_PREFIX, type AppDeps, type SharedParts } from './app-deps.ts';

/** Discoveries that run at once, of all callers together. */
const CAPACITY = 32;

/** The discovery module. Its runs end before the server closes. */
export async function registerSkanyr(
  app: HttpServer,
  deps: AppDeps,
  { funnel }: SharedParts,
): Promise<void> {
  const { config, storage, engine, clock, random, accounts, capacity = CAPACITY } = deps;
  const notifyOwners = accounts?.notifyOwners ?? null;
  const runner = new Runner({
    storage,
    clock,
    random,
    capacity,
    anonymousPerDayMax: config.playgroundDailyDiscoveries,
    onCharged: (run) => {
      funnel.countCharge(run);
      void noticeQuota(run, { storage, notifyOwners, log: app.log });
    },
    log: app.log,
  });
  const leases = { storage, clock, runner, log: app.log };
  await recoverReservations(deps.isOnlyServer ? 'all' : 'expired', leases);
  const stopLeases = keepLeases(leases);
  app.addHook('onClose', async () => stopLeases());
  const prefix = `${ORGANIZATION_PREFIX}/skanyr`;
  await app.register(discoverRoutes, { prefix, storage, engine, runner });
  await app.register(siteRoutes, { prefix, storage, engine, runner });
  await app.register(sessionRoutes, { prefix, storage, engine, runner, clock, random });
  app.addHook('preClose', () => runner.close());
}

/** The modules that run elsewhere. Each is told who asks in an assertion that only an issuer of tokens can sign. */
export async function registerModulesElsewhere(
  app: HttpServer,
  { accounts, clock, upstreamTimeouts: timeouts = UPSTREAM_TIMEOUTS }: AppDeps,
  upstreams: ReadonlyMap<Module, UpstreamSetting>,
): Promise<void> {
  if (upstreams.size === 0) return;
  if (!accounts) throw new Error('Modules elsewhere need the accounts, which sign assertions.');
  await app.register(upstreamRoutes, {
    upstreams,
    accounts,
    clock,
    fetch,
    timeouts,
    admissionOf,
  });
}
