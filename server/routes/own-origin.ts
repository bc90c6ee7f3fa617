import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that a page of another site requests, because the browser adds the person's cookie to it (CSRF).
 * The browser writes the Origin header, and no script can change it.
 * @throws Problem `origin_not_allowed`
 */
export function requireOwnOrigin(request: FastifyRequest, origins: readonly string[]): void {
  const { origin, cookie } = request.headers;
  if (SAFE.has(request.method)) return;
  // A request without a cookie and without an Origin comes from no browser, and uses no session.
  if (origin === undefined && cookie === undefined) return;
  if (origin !== undefined && origins.includes(origin)) return;
  throw new Problem(
    'origin_not_allowed',
    `Requests with a session must come from ${origins[0] ?? 'this service'}: open that address, then try again.`,
  );
}
