import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MODULES, type Module } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';

const EVERY_METHOD = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The modules that are not installed on this server. Their paths pass the same five stages, and answer 404 to a call
 * that the gateway admits.
 */
export function missingModuleRoutes(app: FastifyInstance, installed: ReadonlySet<Module>): void {
  for (const module of MODULES) {
    if (installed.has(module)) continue;
    for (const method of EVERY_METHOD) {
      const access = method === 'GET' ? 'read' : 'write';
      app.route({
        method,
        url: `/api/v1/organizations/:organization_id/${module}/*`,
        config: { module, access },
        schema: { hide: true },
        handler: async () => {
          throw new Problem(
            'module_not_installed',
            `The module ${module} is not installed on this server: ask its operator.`,
          );
        },
      });
    }
  }
}

export function notFound(_request: FastifyRequest, _reply: FastifyReply): never {
  throw new Problem(
    'not_found',
    'There is nothing at this address: check the path and the method.',
  );
}
