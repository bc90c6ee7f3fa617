import type {} from 'fastify';
import type { Module } from '../organizations/plans.ts';

/**
 * What a route declares to the gateway. `cost` is in discoveries.
 * `public` routes stand before the gateway and say why they may.
 */
export type RouteConfig =
  | { module: Module | 'playground'; access: 'read' | 'write'; cost: 0 | 1 }
  | { public: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    module?: Module | 'playground';
    access?: 'read' | 'write';
    cost?: 0 | 1;
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
  const { module, access, cost } = declared;
  if (
    typeof module === 'string' &&
    (access === 'read' || access === 'write') &&
    (cost === 0 || cost === 1)
  ) {
    return { module: module as Module, access, cost };
  }
  throw new Error(`${route} does not declare {module, access, cost} or {public} in its config.`);
}
