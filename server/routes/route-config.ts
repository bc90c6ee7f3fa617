import type {} from 'fastify';
import type { Role } from '../../shared/account.ts';
import type { Service } from '../gateway/call.ts';

/**
 * What a route declares to the gateway: its module, and whether it reads or writes. A route with a `role` is for
 * members with at least that role, and for no key. A `session` route is for a signed-in person, without regard to an
 * organization; a `public` route needs no credential. The text of these two says why that is safe.
 */
export type RouteConfig =
  | { module: Service; access: 'read' | 'write'; role?: Role }
  | { session: string }
  | { public: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    module?: Service;
    access?: 'read' | 'write';
    /** The access of one request, for a route that stands for many operations. */
    accessOf?: (request: FastifyRequest) => Promise<'read' | 'write'>;
    role?: Role;
    session?: string;
    public?: string;
  }
}

/**
 * Reads a route's declaration.
 * @throws Error at start-up for a route without one: nothing is reachable by accident.
 */
export function requireRouteConfig(config: unknown, route: string): RouteConfig {
  const declared = (config ?? {}) as Partial<Record<string, unknown>>;
  if (typeof declared.public === 'string') return { public: declared.public };
  if (typeof declared.session === 'string') return { session: declared.session };
  const { module, access, role } = declared;
  if (typeof module === 'string' && (access === 'read' || access === 'write')) {
    const config = { module: module as Service, access } as const;
    return role === undefined ? config : { ...config, role: role as Role };
  }
  throw new Error(
    `${route} does not declare {module, access}, {session} or {public} in its config.`,
  );
}
