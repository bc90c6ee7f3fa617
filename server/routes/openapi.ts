import type { SwaggerOptions } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Config } from '../config/config.ts';
import { ErrorBody } from '../../shared/errors.ts';
import { PROBLEMS } from '../problem-codes/table.ts';

/** What the error object's `code` may be, with the status and the class that it comes with. */
const ERROR_CODES = {
  'x-error-codes': Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, { status, error }]) => [code, { status, error }]),
  ),
};

/** Documentation only: `funnel-hook.ts` reads the header from the raw request, and no validator refuses it. */
const SiteHeader = Type.Object({
  'x-kloakd-site': Type.Optional(
    Type.String({
      description:
        'The origin of the page that the request comes from, for the operator’s counts by site. Changes nothing of the answer.',
    }),
  ),
});
const countsSites = (method: string | string[], url: string) =>
  method === 'POST' &&
  /^\/api\/v1\/(playground\/(challenges|keys|claims)$|.*\/skanyr\/(?!sessions))/.test(url);

/** How the OpenAPI document is made from the routes' own schemas. */
export function openApiOptions(config: Pick<Config, 'publicUrl'>): SwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'KLOAKD Playground',
        version: '1.0.0',
        description:
          'Find the HTTP APIs behind a URL. Playground keys (sk-test-) read only and have ten discoveries for life; live keys (sk-live-) have their plan.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      ...ERROR_CODES,
      ...(config.publicUrl === null ? {} : { servers: [{ url: config.publicUrl }] }),
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'sk-test-… or sk-live-…' },
          organization: { type: 'apiKey', in: 'header', name: 'X-Kloakd-Organization' },
        },
      },
    },
    transform({ schema, url, route }) {
      const { config: routeConfig } = route;
      const isOpen = routeConfig?.public !== undefined;
      const isPage = isOpen && !url.startsWith('/api/');
      const documented = {
        ...schema,
        ...(isPage ? { hide: true } : {}),
        ...(countsSites(route.method, url) ? { headers: SiteHeader } : {}),
        tags: [isOpen ? 'playground' : (routeConfig?.module ?? 'service')],
        ...(isOpen ? {} : { security: [{ key: [], organization: [] }] }),
        response: {
          ...(schema?.response as object | undefined),
          default: Type.Object(ErrorBody.properties, { description: 'Any error' }),
        },
      };
      return { schema: documented, url };
    },
  };
}

export function openApiRoutes(app: FastifyInstance): void {
  app.get('/openapi.json', { config: { public: 'the description of the API' } }, async () =>
    app.swagger(),
  );
}
