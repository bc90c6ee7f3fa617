import type {} from 'fastify';
import type { Module } from '../organizations/plans.ts';

/**
 * What a route declares to the gateway: its module, and whether it reads or writes. A `public` route
 * needs no credential; the text says why that is safe.
 */
export type RouteConfig =
  | { module: Module | 'playground'; access: 'read' | 'write' }
  | { public: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    module?: Module | 'playground';
    access?: 'read' | 'write';
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
  const { module, access } = declared;
  if (typeof module === 'string' && (access === 'read' || access === 'write')) {
    return { module: module as Module, access };
  }
  throw new Error(`${route} does not declare {module, access} or {public} in its config.`);
}
