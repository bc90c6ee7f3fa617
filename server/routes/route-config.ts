import type {} from 'fastify';
import type { Role } from '../../shared/account.ts';
import type { Service } from '../gateway/call.ts';

/**
 * What a route declares to the gateway: what it is for, and whether it reads or writes. With a `role` it is for
 * members with at least that role, and for no key. A `session` route is for a person who is signed in, whatever
 * their organization; a `public` route needs no credential. The text of these two says why that is safe.
 */
export type RouteConfig =
  | { module: Service; access: 'read' | 'write'; role?: Role }
  | { session: string }
  | { public: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    module?: Service;
    access?: 'read' | 'write';
    /** For a route that stands for many operations: says of a request what `access` says of the others. */
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
