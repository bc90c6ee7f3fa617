import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

const TWO_YEARS_SECONDS = 63_072_000;

/** Headers of every answer. Pages replace the Content-Security-Policy with their own. */
export function securityHeaders(
  config: Pick<Config, 'production'>,
  requestId: string,
): Record<string, string> {
  return {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-resource-policy': 'same-origin',
    // For an API answer that is opened as a page: it may run nothing and may not be framed.
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(config.production
      ? { 'strict-transport-security': `max-age=${TWO_YEARS_SECONDS}; includeSubDomains` }
      : {}),
  };
}

export function installSecurityHeaders(
  app: FastifyInstance,
  config: Pick<Config, 'production'>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(config, request.id));
  });

  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        // The route's pattern instead of the path, which may contain what clients wrote.
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
