import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { utcTimestamp } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';

/** The log levels at which request lines are written. */
const LEVELS_WITH_REQUESTS = new Set(['trace', 'debug', 'info']);

/**
 * Logs one line for each request, which shows an operator load, errors and slow answers. The line has the form of
 * pino's lines, but is built here, because pino takes about ten times as long for it.
 */
export function installRequestLog(
  app: FastifyInstance,
  logger: FastifyServerOptions['logger'],
  clock: Clock,
): void {
  if (typeof logger !== 'object' || !LEVELS_WITH_REQUESTS.has(app.log.level)) return;
  const { stream } = logger;
  if (!stream) throw new Error('The logger has no stream to write request lines to.');
  const lineOf = createLines();
  app.addHook('onResponse', (request, reply, done) => {
    stream.write(lineOf(request, reply, clock.now()));
    done();
  });
}

/** Only the route needs escaping: the ID is a UUID, and the parser of HTTP lets only known methods through. */
function createLines() {
  const escaped = new Map<string, string>();
  return (request: FastifyRequest, reply: FastifyReply, nowMs: number): string => {
    // The route's pattern instead of the path, which may contain what clients wrote.
    const route = request.routeOptions.url ?? 'unknown';
    let json = escaped.get(route);
    if (json === undefined) {
      json = JSON.stringify(route);
      escaped.set(route, json);
    }
    const durationMs = Math.round(reply.elapsedTime);
    return `{"level":30,"time":"${utcTimestamp(nowMs)}","reqId":"${request.id}","method":"${request.method}","route":${json},"status":${reply.statusCode},"durationMs":${durationMs},"msg":"answered"}\n`;
  };
}
