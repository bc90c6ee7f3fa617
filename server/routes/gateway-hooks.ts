import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Tenant } from '../gateway/2-resolve-tenant.ts';
import type { Admission } from '../gateway/5-meter.ts';
import { admit, type GatewayDeps } from '../gateway/admit.ts';
import type { Call } from '../gateway/call.ts';
import { rateLimitHeaders } from '../gateway/rate-limit-headers.ts';
import { requireRouteConfig } from '../gateway/route-config.ts';
import type { ClientInfo } from './client-info.ts';

interface GatewayState {
  /** Known after stage 2, so that refusals carry rate-limit headers too. */
  tenant: Tenant | null;
  /** Known after stage 5. */
  admission: Admission | null;
}

const STATE = Symbol('gateway');
declare module 'fastify' {
  interface FastifyRequest {
    [STATE]: GatewayState | null;
  }
}

/**
 * What the gateway admitted.
 * @throws Error in a handler of a public route: that is a bug
 */
export function admissionOf(request: FastifyRequest): Admission {
  const admission = request[STATE]?.admission;
  if (!admission) throw new Error('This route did not pass the gateway.');
  return admission;
}

/** Puts the gateway in front of every route that is registered after this call. */
export function installGateway(app: FastifyInstance, deps: GatewayDeps, client: ClientInfo): void {
  app.decorateRequest(STATE, null);
  app.addHook('onRoute', (route) => {
    requireRouteConfig(route.config, `${String(route.method)} ${route.url}`);
  });

  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.public !== undefined || isUnknownPage(request)) return;
    const state: GatewayState = { tenant: null, admission: null };
    request[STATE] = state;
    state.admission = await admit(toCall(request, client), deps, (tenant) => {
      state.tenant = tenant;
    });
  });

  app.addHook('onSend', async (request, reply) => {
    const tenant = request[STATE]?.tenant;
    if (tenant) reply.headers(await rateLimitHeaders(tenant, deps));
  });
}

/**
 * An unknown path outside the API is nobody's. Under `/api/` the gateway stands in front even where no
 * route is: a stranger learns nothing, and a write is refused to a read-only key.
 */
function isUnknownPage(request: FastifyRequest): boolean {
  return request.is404 && !routedPath(request.url).startsWith('/api/');
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** An operation is a read only where its route says so, or by its method where there is no route. */
function toCall(request: FastifyRequest, client: ClientInfo): Call {
  const { config } = request.routeOptions;
  const header = request.headers['x-kloakd-organization'];
  return {
    authorization: request.headers.authorization,
    organizationHeader: Array.isArray(header) ? header[0] : header,
    organizationInPath: organizationInPath(routedPath(request.url)),
    module: config.module ?? null,
    access: config.access ?? (READS.has(request.method) ? 'read' : 'write'),
    network: client.networkOf(request),
  };
}

/** From the path itself, so that it is found for unknown paths too. */
function organizationInPath(path: string): string | undefined {
  return /^\/api\/v1\/organizations\/([^/?#]*)/.exec(path)?.[1];
}

/**
 * The path as the router reads it. It takes `/%61pi/` for `/api/` and `http://any/api/` for `/api/` too:
 * whoever spelled a path so would pass by every look at the raw one.
 */
function routedPath(url: string): string {
  // Nothing to decode, and no origin.
  if (url.startsWith('/') && !url.includes('%')) return url;
  const path = url.replace(/^https?:\/\/[^/]*/, '');
  try {
    return decodeURI(path);
  } catch {
    // What does not decode has no route.
    return path;
  }
}
