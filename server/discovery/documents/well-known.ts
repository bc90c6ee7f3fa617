import { getIntrospectionQuery } from 'graphql';
import type { Lead } from '../findings.ts';

/**
 * Paths under which frameworks serve an API description, the most likely first. Each is a default of widely used
 * software, which is named beside it, since each costs one request of its phase.
 */
export function wellKnownPaths(): { path: string; kind: Lead['kind'] }[] {
  return WELL_KNOWN.map(([path, kind]) => ({ path, kind }));
}

const WELL_KNOWN: readonly (readonly [string, Lead['kind']])[] = [
  ['/openapi.json', 'openapi'], // FastAPI, Litestar, Starlette, Zuplo, Hono
  ['/swagger.json', 'openapi'], // Flask-RESTX, LoopBack, Goa, many by hand
  ['/v3/api-docs', 'openapi'], // springdoc
  ['/.well-known/api-catalog', 'api-catalog'], // RFC 9727
  ['/graphql', 'graphql'], // Apollo, Yoga, graphene, Hot Chocolate, gqlgen
  ['/swagger/v1/swagger.json', 'openapi'], // Swashbuckle, NSwag
  ['/api/openapi.json', 'openapi'], // NestJS, FastAPI behind a prefix
  ['/api-docs', 'openapi'], // rswag, swagger-ui-express
  ['/openapi.yaml', 'openapi'], // by hand, Connexion
  ['/wp-json/', 'wordpress'], // WordPress
  ['/v2/api-docs', 'openapi'], // springfox
  ['/docs/json', 'openapi'], // @fastify/swagger-ui under /docs
  ['/documentation/json', 'openapi'], // @fastify/swagger-ui, hapi-swagger
  ['/api-json', 'openapi'], // NestJS with its UI under /api
  ['/swagger-json', 'openapi'], // NestJS with its UI under /swagger
  ['/docs-json', 'openapi'], // and under /docs
  ['/api/schema/', 'openapi'], // drf-spectacular
  ['/api/swagger.json', 'openapi'], // Flask-RESTX behind a prefix
  ['/docs', 'page'], // FastAPI, Scalar, Redoc
  ['/openapi/v1.json', 'openapi'], // ASP.NET Core 9
  ['/q/openapi', 'openapi'], // Quarkus
  ['/docs/openapi.json', 'openapi'],
  ['/api/graphql', 'graphql'], // Next.js, GitLab
  ['/swagger-ui/swagger-initializer.js', 'swagger-initializer'], // springdoc
  ['/$metadata', 'odata'],
  ['/odata/$metadata', 'odata'], // ASP.NET Core OData
  ['/asyncapi.json', 'asyncapi'],
  ['/llms.txt', 'text'], // llmstxt.org
];

/** The standard introspection query in one line, without descriptions: 40 % of its size, all of the structure. */
export function introspectionQuery(): string {
  return getIntrospectionQuery({ descriptions: false }).replace(/\s+/g, ' ').trim();
}
