import type { Server } from 'node:http';
import fastifySwagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  LogController,
  type FastifyHttpOptions,
  type FastifyServerOptions,
} from 'fastify';
import type { Config } from '../config/config.ts';
import type { Random } from '../identifiers/random.ts';
import type { Clock } from '../time/clock.ts';
import { installAnswerDeadline } from './answer-deadline.ts';
import { createClientInfo, type ClientInfo } from './client-info.ts';
import { ignoreEmptyBodies } from './empty-body.ts';
import { sendProblem, toProblem } from './errors.ts';
import { openApiOptions } from './openapi.ts';
import { installRequestLog } from './request-log.ts';
import { installSecurityHeaders, securityHeaders } from './security-headers.ts';
import { notFound } from './unknown.ts';
import { refuseUnreadable } from './unreadable.ts';
import { compileValidator } from './validator.ts';

const BODY_BYTES_MAX = 64 * 1024;
const HEADER_BYTES_MAX = 16 * 1024;
const REQUEST_TIMEOUT_MS = 15_000;

interface HttpServerDeps {
  config: Config;
  clock: Clock;
  random: Random;
  logger: FastifyServerOptions['logger'];
}

/** An HTTP server without routes: size limits, validation, security headers, and one shape for every error. */
export async function createHttpServer(deps: HttpServerDeps) {
  const { config } = deps;
  const app = Fastify(options(deps, (request) => client.linksOf(request)));
  const client = createClientInfo(config, app.log);
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(() => JSON.stringify);
  // JSON stays the only accepted type of a body. Any other gets 415.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) =>
    sendProblem(toProblem(error, request), request, reply, client.linksOf(request)),
  );
  app.setNotFoundHandler(notFound);
  ignoreEmptyBodies(app);
  installSecurityHeaders(app, config);
  installRequestLog(app, deps.logger, deps.clock);
  installAnswerDeadline(app);
  await app.register(fastifySwagger, openApiOptions(config));
  return { app: app.withTypeProvider<TypeBoxTypeProvider>(), client };
}

export type HttpServer = Awaited<ReturnType<typeof createHttpServer>>['app'];

function options(
  { config, random, logger }: HttpServerDeps,
  linksOf: ClientInfo['linksOf'],
): FastifyHttpOptions<Server> {
  return {
    logger: logger ?? false,
    // Fastify's own request lines would contain the client's address.
    logController: new LogController({ disableRequestLogging: true }),
    // Our log lines contain the request's ID, so requests need no logger of their own, which would cost time.
    childLoggerFactory: (parent) => parent,
    genReqId: () => random.uuid(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    http: { maxHeaderSize: HEADER_BYTES_MAX },
    // Longer than any request line: each route checks the length of its parameters, after the gateway.
    routerOptions: { maxParamLength: HEADER_BYTES_MAX },
    // Requests that reach no route get the same error body: a path that cannot be decoded,
    frameworkErrors: (error, request, reply) => {
      void reply.headers(securityHeaders(config, request.id));
      void sendProblem(toProblem(error, request), request, reply, linksOf(request));
    },
    // and bytes that are not an HTTP request.
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, config, random),
  };
}
