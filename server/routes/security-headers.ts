import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';

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
    // An API answer that is opened as a page may run nothing and may not be framed.
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
  const { 'x-request-id': _, ...rest } = securityHeaders(config, '');
  const always = Object.entries(rest);
  app.addHook('onRequest', (request, reply, done) => {
    for (const [name, value] of always) reply.header(name, value);
    reply.header('x-request-id', request.id);
    done();
  });
}
