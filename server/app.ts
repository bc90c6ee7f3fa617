import type { DeriveKeyFunction } from 'altcha-lib';
import { deriveKey as scrypt } from 'altcha-lib/algorithms/scrypt';
import type { FastifyServerOptions } from 'fastify';
import type { Config, UpstreamSetting } from './config/config.ts';
import type { Engine } from './discovery/discover.ts';
import { FailureThrottle } from './gateway/failure-throttle.ts';
import { KeyNetworks } from './gateway/key-networks.ts';
import { UsageRecorder } from './gateway/usage-recorder.ts';
import { createKeyedHasher } from './identifiers/keyed-hash.ts';
import type { Random } from './identifiers/random.ts';
import { FixedWindow } from './limits/fixed-window.ts';
import { Throttle, THROTTLES } from './limits/throttle.ts';
import { recordAudit } from './organizations/audit.ts';
import { finishDeletions } from './organizations/finish-deletions.ts';
import { forgetUsageDaily } from './organizations/forget-usage.ts';
import { noticeQuota } from './organizations/quota-notices.ts';
import { createChallenger } from './playground/challenge.ts';
import { Derivations } from './playground/derivations.ts';
import { ClaimSites } from './playground/claim-sites.ts';
import { Funnel } from './playground/funnel.ts';
import { Places } from './playground/places.ts';
import { sweepDaily } from './playground/sweep-daily.ts';
import { accountOptionsRoute, accountRoutes } from './routes/account.ts';
import { authRoutes } from './routes/auth.ts';
import type { ClientInfo } from './routes/client-info.ts';
import { installFunnel } from './routes/funnel-hook.ts';
import { admissionOf, installGateway } from './routes/gateway-hooks.ts';
import { claimCodeRoutes, claimRoutes } from './routes/claims.ts';
import { createHttpServer, type HttpServer } from './routes/http-server.ts';
import { embedRoutes } from './routes/embed.ts';
import { oembedRoutes } from './routes/oembed.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { organizationRoutes } from './routes/organization.ts';
import { memberRoutes } from './routes/organization-members.ts';
import { jwksRoutes } from './routes/jwks.ts';
import { keyRoutes } from './routes/key.ts';
import { organizationAuditRoutes } from './routes/organization-audit.ts';
import { leakedKeyRoutes } from './routes/leaked-keys.ts';
import { organizationDiscoveriesRoutes } from './routes/organization-discoveries.ts';
import { organizationKeyRoutes } from './routes/organization-keys.ts';
import { organizationPlanRoutes } from './routes/organization-plan.ts';
import { organizationFunnelRoutes } from './routes/organization-funnel.ts';
import { organizationSiteRoutes } from './routes/organization-sites.ts';
import { organizationUsageRoutes } from './routes/organization-usage.ts';
import { pageRoutes } from './routes/pages.ts';
import { planListRoutes } from './routes/plans.ts';
import { playgroundRoutes } from './routes/playground.ts';
import { serviceRoutes } from './routes/service.ts';
import { discoverRoutes } from './routes/skanyr-discover.ts';
import { sessionRoutes } from './routes/skanyr-sessions.ts';
import { siteRoutes } from './routes/skanyr-site.ts';
import { missingModuleRoutes } from './routes/unknown.ts';
import { installUsage } from './routes/usage-hook.ts';
import { keepLeases, recoverReservations } from './skanyr/leases.ts';
import { Runner } from './skanyr/runner.ts';
import { noticeExpiryHourly } from './organizations/expiry-notices.ts';
import type { Accounts } from './organizations/accounts.ts';
import type { RecordAudit } from './organizations/members.ts';
import type { Module } from './organizations/plans.ts';
import type { Storage } from './storage/port.ts';
import type { Clock } from './time/clock.ts';
import { UPSTREAM_TIMEOUTS, upstreamRoutes, type UpstreamTimeouts } from './upstream/proxy.ts';
import { readUpstreams } from './upstream/read-upstreams.ts';

export interface AppDeps {
  config: Config;
  storage: Storage;
  /** Whether no other process serves this database: then what a dead one had reserved is given back at once. */
  isOnlyServer?: boolean;
  /** People and their organizations, or null where this server keeps no accounts. */
  accounts: Accounts | null;
  engine: Engine;
  clock: Clock;
  random: Random;
  /** The secret of the keyed hashes. */
  pepper: string;
  /** Its values before rotations: rows written under these are still found. */
  previousPeppers?: readonly string[];
  /** Folder of the built pages, or null: the API alone. */
  webDir: string | null;
  /** Where the bundled shop listens, or null where it is off. */
  demoUrl: string | null;
  logger: FastifyServerOptions['logger'];
  /** How long a module that runs elsewhere may take. */
  upstreamTimeouts?: UpstreamTimeouts;
  /** How many discoveries may run at once. */
  capacity?: number;
  /** The key derivation of the proof of work. */
  deriveKey?: DeriveKeyFunction;
}

/** In place of the accounts where there are none: no member can call, so no name is ever asked for. */
const NOBODY: Pick<Accounts, 'findPerson'> = { findPerson: async () => null };
const CAPACITY = 32;
const GATEWAY_WINDOW_MS = 60_000;
/** Half of the second that a crash may lose: the other half is for the writing and for a busy machine. */
const COUNTS_FLUSH_MS = 500;

/** The whole service without its listening socket. Reads from top to bottom as a request passes through it. */
export async function buildApp(deps: AppDeps): Promise<HttpServer> {
  const { config, storage, accounts, clock, random } = deps;
  const upstreams = readUpstreams(config);
  const installedModules: ReadonlySet<Module> = new Set(['skanyr', ...upstreams.keys()]);
  const { app, client } = await createHttpServer(deps);

  const hasher = createKeyedHasher([deps.pepper, ...(deps.previousPeppers ?? [])]);
  const failures = new FailureThrottle(clock);
  const usage = new UsageRecorder({ storage, log: app.log });
  const window = new FixedWindow(clock, GATEWAY_WINDOW_MS);
  installGateway(
    app,
    {
      storage,
      accounts,
      clock,
      failures,
      window,
      keyNetworks: new KeyNetworks(storage, clock, hasher),
    },
    client,
  );
  installUsage(app, { usage, clock });
  const { allowedSites } = config;
  const funnel = new Funnel({ storage, allowedSites, clock, log: app.log });
  // Reads which sites are listed.
  await funnel.flush();
  installFunnel(app, { funnel, client });
  const claimSites = new ClaimSites(clock);

  await app.register(serviceRoutes, {
    storage,
    hasAccounts: accounts !== null,
    client,
    demoUrl: deps.demoUrl,
  });
  await app.register(planListRoutes, {
    storage,
    operatorContact: config.operatorContact,
    installedModules,
  });
  await app.register(playgroundRoutes, {
    prefix: '/api/v1/playground',
    storage,
    clock,
    random,
    hasher,
    client,
    failures,
    ...visitorDeps(deps, hasher),
  });
  await app.register(claimCodeRoutes, {
    prefix: '/api/v1/playground',
    storage,
    clock,
    random,
    client,
    claimSites,
  });
  await app.register(accountOptionsRoute, { prefix: '/api/v1/account', accounts });
  if (accounts) await registerAccounts(app, deps, accounts, { client, failures });
  await app.register(keyRoutes, { storage, clock, window, installedModules });
  if (accounts) await app.register(jwksRoutes, { accounts });
  const runner = await registerSkanyr(app, deps, funnel);
  await registerOrganizations(app, deps, { client, claimSites, funnel });
  await registerKeysAndPlan(app, deps, client, installedModules);
  await registerModulesElsewhere(app, deps, upstreams);
  missingModuleRoutes(app, installedModules);
  openApiRoutes(app);
  if (deps.webDir !== null) {
    await app.register(pageRoutes, { webDir: deps.webDir, withGallery: !config.production });
    await app.register(embedRoutes, {
      webDir: deps.webDir,
      allowedSites: config.allowedSites,
      storage,
    });
    await app.register(oembedRoutes, { client });
  }

  app.addHook('preClose', () => runner.close());
  flushRegularly(app, [usage, funnel]);
  const stopSweeping = sweepDaily({ storage, clock, log: app.log });
  const stopForgetting = forgetUsageDaily({ storage, clock, log: app.log });
  app.addHook('onClose', async () => {
    stopSweeping();
    stopForgetting();
  });
  return app;
}

/** How new visitors are priced, challenged and limited. */
function visitorDeps(
  { config, clock, random, deriveKey = scrypt }: AppDeps,
  hasher: ReturnType<typeof createKeyedHasher>,
) {
  const derivations = new Derivations();
  return {
    challenger: createChallenger({ clock, random, hasher, derivations, deriveKey }),
    challenges: new Throttle(clock, THROTTLES.challenges),
    keyRequests: new Throttle(clock, THROTTLES.keyRequests),
    places: new Places(clock, random),
    seats: config.playgroundSeats,
    visitorsPerDayMax: config.playgroundDailyVisitors,
  };
}

/** Signing in, and what members do with their organization. */
async function registerAccounts(
  app: HttpServer,
  { storage, clock, random }: AppDeps,
  accounts: Accounts,
  session: { client: ClientInfo; failures: FailureThrottle },
): Promise<void> {
  const audit: RecordAudit = (event) => recordAudit({ storage, clock, random }, event);
  const deps = { accounts, storage, clock, random, audit };
  await app.register(authRoutes, { prefix: '/api/auth', accounts, ...session });
  await app.register(accountRoutes, { prefix: '/api/v1/account', ...deps });
  await finishDeletions({ storage, accounts, log: app.log });
  const prefix = '/api/v1/organizations/:organization_id';
  await app.register(organizationRoutes, { prefix, ...deps });
  const sentInvitations = new Throttle(clock, THROTTLES.invitations);
  await app.register(memberRoutes, { prefix, ...deps, sentInvitations });
}

/** The discovery module. @returns its runner, which must be closed before the server */
async function registerSkanyr(app: HttpServer, deps: AppDeps, funnel: Funnel): Promise<Runner> {
  const { storage, engine, clock, random, accounts } = deps;
  const runner = new Runner({
    storage,
    clock,
    random,
    capacity: deps.capacity ?? CAPACITY,
    anonymousPerDayMax: deps.config.playgroundDailyDiscoveries,
    onCharged: (run) => {
      funnel.countCharge(run);
      const notifyOwners = accounts?.notifyOwners ?? null;
      void noticeQuota(run, { storage, notifyOwners, log: app.log });
    },
    log: app.log,
  });
  const leases = { storage, clock, runner, log: app.log };
  await recoverReservations(deps.isOnlyServer ? 'all' : 'expired', leases);
  const stopLeases = keepLeases(leases);
  app.addHook('onClose', async () => stopLeases());
  const prefix = '/api/v1/organizations/:organization_id/skanyr';
  await app.register(discoverRoutes, { prefix, storage, engine, runner });
  await app.register(siteRoutes, { prefix, storage, engine, runner });
  await app.register(sessionRoutes, { prefix, storage, engine, runner, clock, random });
  return runner;
}

/** What the members of an organization see and decide. */
async function registerOrganizations(
  app: HttpServer,
  { config, storage, accounts, clock, random }: AppDeps,
  claims: { client: ClientInfo; claimSites: ClaimSites; funnel: Funnel },
): Promise<void> {
  const prefix = '/api/v1/organizations/:organization_id';
  await app.register(organizationAuditRoutes, { prefix, storage });
  await app.register(organizationUsageRoutes, { prefix, storage, clock });
  await app.register(organizationDiscoveriesRoutes, { prefix, storage });
  const byMembers = { prefix, storage, accounts: accounts ?? NOBODY, clock, random };
  await app.register(claimRoutes, {
    ...byMembers,
    ...claims,
    attempts: new Throttle(clock, THROTTLES.claims),
  });
  await app.register(organizationSiteRoutes, byMembers);
  const { allowedSites } = config;
  await app.register(organizationFunnelRoutes, { prefix, storage, clock, allowedSites });
}

/** The modules that run elsewhere. Each is told who asks in an assertion that only an issuer of tokens can sign. */
async function registerModulesElsewhere(
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

/** What the members of an organization see of its keys and plan, and decide about them. */
async function registerKeysAndPlan(
  app: HttpServer,
  { storage, accounts, clock, random }: AppDeps,
  client: ClientInfo,
  installedModules: ReadonlySet<Module>,
): Promise<void> {
  const prefix = '/api/v1/organizations/:organization_id';
  await app.register(organizationKeyRoutes, {
    prefix,
    storage,
    accounts: accounts ?? NOBODY,
    clock,
    random,
  });
  await app.register(organizationPlanRoutes, { prefix, storage, clock, client, installedModules });
  const notifyOwners = accounts?.notifyOwners ?? null;
  const reports = new Throttle(clock, THROTTLES.leakedKeyReports);
  await app.register(leakedKeyRoutes, { storage, clock, random, client, reports, notifyOwners });
  const stopNotices = noticeExpiryHourly({ storage, clock, notifyOwners, log: app.log });
  app.addHook('onClose', async () => stopNotices());
}

/** Writes what is counted twice a second, and a last time at the close. */
function flushRegularly(app: HttpServer, recorders: readonly { flush(): Promise<void> }[]): void {
  const flush = () => Promise.all(recorders.map((recorder) => recorder.flush()));
  const timer = setInterval(flush, COUNTS_FLUSH_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await flush();
  });
}
