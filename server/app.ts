import { FailureThrottle } from './gateway/failure-throttle.ts';
import { KeyNetworks } from './gateway/key-networks.ts';
import { UsageRecorder } from './gateway/usage-recorder.ts';
import { createKeyedHasher } from './identifiers/keyed-hash.ts';
import { FixedWindow } from './limits/fixed-window.ts';
import type { Module } from './organizations/plans.ts';
import { ClaimSites } from './playground/claim-sites.ts';
import { Funnel } from './playground/funnel.ts';
import { embedRoutes } from './routes/embed.ts';
import { installFunnel } from './routes/funnel-hook.ts';
import { installGateway } from './routes/gateway-hooks.ts';
import { createHttpServer, type HttpServer } from './routes/http-server.ts';
import { keyRoutes } from './routes/key.ts';
import { oembedRoutes } from './routes/oembed.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { pageRoutes } from './routes/pages.ts';
import { planListRoutes } from './routes/plans.ts';
import { serviceRoutes } from './routes/service.ts';
import { missingModuleRoutes } from './routes/unknown.ts';
import { installUsage } from './routes/usage-hook.ts';
import { readUpstreams } from './upstream/read-upstreams.ts';
import { registerAccounts } from './wiring/accounts.ts';
import type { AppDeps, SharedParts } from './wiring/app-deps.ts';
import { startBackgroundWork } from './wiring/background-work.ts';
import { registerModulesElsewhere, registerSkanyr } from './wiring/modules.ts';
import { registerOrganizations } from './wiring/organizations.ts';
import { registerVisitors } from './wiring/visitors.ts';

/** The time over which the gateway counts requests. */
const GATEWAY_WINDOW_MS = 60_000;

/** The whole service without its listening socket. Reads from top to bottom as a request passes through it. */
export async function buildApp(deps: AppDeps): Promise<HttpServer> {
  const { config, storage, accounts, clock } = deps;
  const upstreams = readUpstreams(config);
  const { app, client } = await createHttpServer(deps);

  const hasher = createKeyedHasher([deps.pepper, ...(deps.previousPeppers ?? [])]);
  const failures = new FailureThrottle(clock);
  const window = new FixedWindow(clock, GATEWAY_WINDOW_MS);
  const keyNetworks = new KeyNetworks(storage, clock, hasher);
  installGateway(app, { storage, accounts, clock, failures, window, keyNetworks }, client);

  const usage = new UsageRecorder({ storage, log: app.log });
  installUsage(app, { usage, clock });

  const { allowedSites } = config;
  const funnel = new Funnel({ storage, allowedSites, clock, log: app.log });
  // The first flush reads which sites are listed.
  await funnel.flush();
  installFunnel(app, { funnel, client });

  const claimSites = new ClaimSites(clock);
  const installedModules: ReadonlySet<Module> = new Set(['skanyr', ...upstreams.keys()]);
  const shared: SharedParts = {
    client,
    hasher,
    failures,
    window,
    funnel,
    claimSites,
    installedModules,
  };
  await registerServiceRoutes(app, deps, shared);
  await registerVisitors(app, deps, shared);
  await registerAccounts(app, deps, shared);
  await registerSkanyr(app, deps, shared);
  await registerOrganizations(app, deps, shared);
  await registerModulesElsewhere(app, deps, upstreams);
  missingModuleRoutes(app, installedModules);
  openApiRoutes(app);
  await registerPages(app, deps, shared);
  startBackgroundWork(app, deps, [usage, funnel]);
  return app;
}

/** What the service says about itself and about the credential of a caller. */
async function registerServiceRoutes(
  app: HttpServer,
  { config, storage, accounts, clock, demoUrl }: AppDeps,
  { client, window, installedModules }: SharedParts,
): Promise<void> {
  const { operatorContact } = config;
  await app.register(serviceRoutes, { storage, hasAccounts: accounts !== null, client, demoUrl });
  await app.register(planListRoutes, { storage, operatorContact, installedModules });
  await app.register(keyRoutes, { storage, clock, window, installedModules });
}

/** Our pages, and what other sites load. */
async function registerPages(
  app: HttpServer,
  { config, storage, webDir }: AppDeps,
  { client }: SharedParts,
): Promise<void> {
  if (webDir === null) return;
  const { allowedSites, production } = config;
  await app.register(pageRoutes, { webDir, withGallery: !production });
  await app.register(embedRoutes, { webDir, allowedSites, storage });
  await app.register(oembedRoutes, { client });
}
