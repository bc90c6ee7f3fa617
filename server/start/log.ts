import type { FastifyServerOptions } from 'fastify';
import type { Config } from '../config/config.ts';
import { createLogStream } from './log-stream.ts';

/**
 * The logger's options. No key, address, fingerprint or body is logged: Fastify's request serializer would write
 * the client's address, so it is replaced. Errors keep type, message and stack.
 */
export function logOptions(config: Pick<Config, 'logLevel'>): FastifyServerOptions['logger'] {
  return {
    level: config.logLevel,
    stream: createLogStream(process.stdout, process),
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: {
      req: () => ({}),
      res: (reply) => ({ status: reply.statusCode }),
    },
    redact: { paths: ['authorization', '*.authorization', 'headers', '*.headers'], remove: true },
  };
}
