import type { FastifyInstance } from 'fastify';

/** Logs one line for each request, which shows an operator load, errors and slow answers. */
export function installRequestLog(app: FastifyInstance): void {
  // Without redaction, which costs time: these fields contain nothing secret.
  const log = app.log.child({}, { redact: [] });
  app.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        reqId: request.id,
        method: request.method,
        // The route's pattern instead of the path, which may contain what clients wrote.
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
}
