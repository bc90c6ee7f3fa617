import fastifySwagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { DeriveKeyFunction } from 'altcha-lib';
import { deriveKey as scrypt } from 'altcha-lib/algorithms/scrypt';
import Fastify, { LogController, type FastifyServerOptions } from 'fastify';
import type { Clock } from './time/clock.ts';
import type { Config } from './config.ts';
import type { DiscoveryEngine } from './discovery/findings.ts';
import { FixedWindow } from './limits/fixed-window.ts';
import { FailureThrottle } from './gateway/failure-throttle.ts';
import { KeyNetworks } from './gateway/key-networks.ts';
import { UsageRecorder } from './gateway/usage-recorder.ts';
import { createChallenger } from './playground/challenge.ts';
import { ChallengeThrottle } from './playground/challenge-throttle.ts';
import { Derivations } from './playground/derivations.ts';
import { IssueThrottle } from './playground/issue-throttle.ts';
import { createKeyedHasher } from './playground/keyed-hash.ts';
import { Places } from './playground/places.ts';
import { sweepDaily } from './playground/sweep-daily.ts';
import type { Random } from './identifiers/random.ts';
import { installAnswerDeadline } from './routes/answer-deadline.ts';
import { createClientInfo } from './routes/client-info.ts';
import { sendProblem, toProblem } from './routes/errors.ts';
import { installGateway } from './routes/gateway-hooks.ts';
import { openApiOptions, openApiRoutes } from './routes/openapi.ts';
import { pageRoutes } from './routes/pages.ts';
import { playgroundRoutes } from './routes/playground.ts';
import { installRequestLog } from './routes/request-log.ts';
import { installSecurityHeaders, securityHeaders } from './routes/security-headers.ts';
import { serviceRoutes } from './routes/service.ts';
import { discoverRoutes } from './routes/skanyr-discover.ts';
import { sessionRoutes } from './routes/skanyr-sessions.ts';
import { siteRoutes } from './routes/skanyr-site.ts';
import { moduleRoutes, notFound } from './routes/unknown.ts';
import { refuseUnreadable } from './routes/unreadable.ts';
import { compileValidator } from './routes/validator.ts';
import { Runner } from './skanyr/runner.ts';
import type { Storage } from './storage/port.ts';

export interface AppDeps {
  config: Config;
  storage: Storage;
  engine: DiscoveryEngine;
  clock: Clock;
  random: Random;
  /** Secret for the keyed hashes. */
  pepper: string;
  /** What it was before it was rotated: hashes under these are still found. */
  previousPeppers?: readonly string[];
  /** Folder of the built pages, or null: the API alone. */
  webDir: string | null;
  /** Where the bundled shop listens, or null where it is off. */
  demoUrl: string | null;
  logger: FastifyServerOptions['logger'];
  /** How many discoveries may run at once. */
  capacity?: number;
  /** The proof of work's key derivation; scrypt unless a simulation charges for it without doing it. */
  deriveKey?: DeriveKeyFunction;
}

const BODY_BYTES_MAX = 64 * 1024;
const HEADER_BYTES_MAX = 16 * 1024;
const USAGE_FLUSH_MS = 1_000;

/** The whole service but its listening socket: every plugin, hook and route, in reading order. */
export async function buildApp(deps: AppDeps) {
  const { config, storage, engine, clock, random } = deps;
  const app = Fastify({
    logger: deps.logger ?? false,
    // Fastify's own lines would carry the client's address.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request would cost more than its line; our lines name the request themselves.
    childLoggerFactory: (logger) => logger,
    genReqId: () => random.uuid(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: 15_000,
    forceCloseConnections: true,
    http: { maxHeaderSize: HEADER_BYTES_MAX },
    // Never reached: a parameter's length is judged by its route, behind the gateway.
    routerOptions: { maxParamLength: HEADER_BYTES_MAX },
    // What never reaches a route is answered in the same shape: an address that does not decode, no HTTP at all.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(securityHeaders(config, request.id));
      void sendProblem(toProblem(error, request), request, reply, client.baseUrlOf(request));
    },
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, config, random),
  }).withTypeProvider<TypeBoxTypeProvider>();

  const client = createClientInfo(config, app.log);
  const usage = new UsageRecorder(clock, storage);
  const window = new FixedWindow(clock, 60_000);
  const hasher = createKeyedHasher([deps.pepper, ...(deps.previousPeppers ?? [])]);
  const throttle = new FailureThrottle(clock);
  const runner = new Runner({
    storage,
    clock,
    random,
    capacity: deps.capacity ?? 32,
    anonymousPerDayMax: config.playgroundDailyDiscoveries,
    log: app.log,
  });
  const { upgradeUrl } = config;
  const skanyr = { storage, engine, runner, upgradeUrl };

  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(() => JSON.stringify);
  // JSON only: another type is 415, whatever the body.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) =>
    sendProblem(toProblem(error, request), request, reply, client.baseUrlOf(request)),
  );
  app.setNotFoundHandler(notFound);

  installSecurityHeaders(app, config);
  installRequestLog(app);
  installAnswerDeadline(app);
  await app.register(fastifySwagger, openApiOptions(config));
  installGateway(
    app,
    {
      storage,
      clock,
      upgradeUrl,
      throttle,
      window,
      usage,
      keyNetworks: new KeyNetworks(storage, clock, hasher),
    },
    client,
  );

  await app.register(serviceRoutes, {
    client,
    upgradeUrl,
    operatorContact: config.operatorContact,
    demoUrl: deps.demoUrl,
  });
  await app.register(playgroundRoutes, {
    prefix: '/api/v1/playground',
    storage,
    clock,
    random,
    hasher,
    challenger: createChallenger({
      clock,
      random,
      hasher,
      derivations: new Derivations(),
      deriveKey: deps.deriveKey ?? scrypt,
    }),
    challengeThrottle: new ChallengeThrottle(clock),
    places: new Places(clock, random),
    seats: config.playgroundSeats,
    visitorsPerDayMax: config.playgroundDailyVisitors,
    upgradeUrl,
    client,
    throttle: new IssueThrottle(clock),
    failures: throttle,
  });
  const prefix = '/api/v1/organizations/:organization_id/skanyr';
  await app.register(discoverRoutes, { prefix, ...skanyr });
  await app.register(siteRoutes, { prefix, ...skanyr });
  await app.register(sessionRoutes, { prefix, storage, engine, runner, clock, random });
  moduleRoutes(app);
  openApiRoutes(app);
  if (deps.webDir !== null) {
    await app.register(pageRoutes, {
      webDir: deps.webDir,
      allowedSites: config.allowedSites,
      withGallery: !config.production,
    });
  }

  const flushing = setInterval(() => {
    usage.flush().catch((error: unknown) => app.log.error({ err: error }, 'usage was not stored'));
  }, USAGE_FLUSH_MS);
  flushing.unref();
  const stopSweeping = sweepDaily({ storage, clock, log: app.log });
  app.addHook('preClose', async () => {
    await runner.close();
  });
  app.addHook('onClose', async () => {
    clearInterval(flushing);
    stopSweeping();
    await usage.flush();
  });
  return app;
}
