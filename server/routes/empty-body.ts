import type { FastifyInstance } from 'fastify';

const METHODS = new Set(['DELETE', 'OPTIONS']);

/**
 * Treats an empty body of DELETE or OPTIONS as no body, whatever its `Content-Type`: existing clients send that header
 * with every request, and Fastify would refuse the missing JSON. It never reads a body of GET or HEAD.
 */
export function ignoreEmptyBodies(app: FastifyInstance): void {
  app.addHook('onRequest', ({ method, headers }, _reply, done) => {
    if (METHODS.has(method) && isEmpty(headers)) delete headers['content-type'];
    done();
  });
}

/** Whether the headers announce no body (RFC 9112, section 6.3). */
const isEmpty = (headers: { 'content-length'?: string; 'transfer-encoding'?: string }): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
