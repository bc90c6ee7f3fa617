import type { FastifyInstance } from 'fastify';

/** One line for each request: what an operator needs to see load, errors and slowness. */
export function installRequestLog(app: FastifyInstance): void {
  // These fields hold nothing secret, so that they need not be searched for what must be removed.
  const log = app.log.child({}, { redact: [] });
  app.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        reqId: request.id,
        method: request.method,
        // The pattern, not the path: paths carry what clients wrote.
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
}
