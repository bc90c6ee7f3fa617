import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import type { Tenant } from '../gateway/2-resolve-tenant.ts';
import type { Admission } from '../gateway/5-meter.ts';
import { admit, type GatewayDeps } from '../gateway/admit.ts';
import type { Call } from '../gateway/call.ts';
import { rateLimitHeaders } from '../gateway/rate-limit-headers.ts';
import { requireRouteConfig } from './route-config.ts';
import type { ClientInfo } from './client-info.ts';

interface GatewayState {
  /** Set after stage 2, so that refusals carry rate-limit headers too. */
  tenant: Tenant | null;
  /** Set after stage 5. */
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
  const admission = findAdmission(request);
  if (!admission) throw new Error('This route did not pass the gateway.');
  return admission;
}

/** What the gateway admitted. Null for a public route, and for a request that it refused. */
export const findAdmission = (request: FastifyRequest): Admission | null =>
  request[STATE]?.admission ?? null;

/** Puts the gateway in front of every route that is registered after this call. */
export function installGateway(app: FastifyInstance, deps: GatewayDeps, client: ClientInfo): void {
  app.decorateRequest(STATE, null);
  app.addHook('onRoute', (route) => {
    requireRouteConfig(route.config, `${String(route.method)} ${route.url}`);
  });

  app.addHook('onRequest', async (request) => {
    // Read once, because Fastify makes a new object at each access of `routeOptions`.
    const { config } = request.routeOptions;
    // A session is checked by the hook of the session routes.
    if (config.public !== undefined || config.session !== undefined) return;
    if (isUnknownPage(request)) return;
    const state: GatewayState = { tenant: null, admission: null };
    request[STATE] = state;
    const call = toCall(request, config, client);
    if (config.accessOf) call.access = await config.accessOf(request);
    state.admission = await admit(call, deps, (tenant) => {
      state.tenant = tenant;
    });
  });

  app.addHook('onSend', async (request, reply) => {
    const tenant = request[STATE]?.tenant;
    if (tenant) reply.headers(await rateLimitHeaders(tenant, deps));
  });
}

/**
 * Unknown paths outside the API need no credential. Under `/api/` the gateway checks them too, so that a caller
 * without a key cannot find out which routes exist, and a read-only key is refused a write.
 */
function isUnknownPage(request: FastifyRequest): boolean {
  return request.is404 && !routedPath(request.url).startsWith('/api/');
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the gateway needs of a request. A route declares its access; without a route the method decides. */
function toCall(request: FastifyRequest, config: FastifyContextConfig, client: ClientInfo): Call {
  const header = request.headers['x-kloakd-organization'];
  return {
    authorization: request.headers.authorization,
    organizationHeader: Array.isArray(header) ? header[0] : header,
    organizationInPath: organizationInPath(routedPath(request.url)),
    module: config.module ?? null,
    access: config.access ?? (READS.has(request.method) ? 'read' : 'write'),
    role: config.role ?? null,
    address: client.addressOf(request),
    network: client.networkOf(request),
  };
}

/** Read from the path instead of the route's parameters, so that it is found for unknown paths too. */
function organizationInPath(path: string): string | undefined {
  return /^\/api\/v1\/organizations\/([^/?#]*)/.exec(path)?.[1];
}

/**
 * The path as the router reads it. The router takes `/%61pi/` and `http://any/api/` for `/api/` too, so checks on
 * the raw path could be bypassed by writing it that way.
 */
function routedPath(url: string): string {
  // Most paths have nothing to decode and no origin.
  if (url.startsWith('/') && !url.includes('%')) return url;
  const path = url.replace(/^https?:\/\/[^/]*/, '');
  try {
    return decodeURI(path);
  } catch {
    // A path that cannot be decoded has no route.
    return path;
  }
}
