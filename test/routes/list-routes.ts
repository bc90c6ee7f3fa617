import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyContextConfig, FastifyInstance, FastifySchema } from 'fastify';

/** A route as the running service has it. */
export interface ListedRoute {
  method: string;
  url: string;
  config: FastifyContextConfig;
  schema: FastifySchema;
}

/**
 * Every route that a server registers while `start` runs. Fastify announces each new server before it has any route,
 * so that none can be missed, whatever registers it.
 */
export async function listRoutes(start: () => Promise<unknown>): Promise<ListedRoute[]> {
  const routes: ListedRoute[] = [];
  const watch = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) {
        const { url, config = {}, schema = {} } = route;
        routes.push({ method, url, config, schema });
      }
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    await start();
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
  return routes;
}
