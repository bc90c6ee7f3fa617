import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OWN_PAGES, type FunnelStep } from '../../shared/funnel.ts';
import { parseOrigin } from '../client-address/origin.ts';
import type { Funnel } from '../playground/funnel.ts';
import type { ClientInfo } from './client-info.ts';

const SITE = Symbol('the site that a request says it comes from');
declare module 'fastify' {
  interface FastifyRequest {
    readonly [SITE]: string | null;
  }
}

/** The routes whose answer with this status is a step of the funnel. */
const STEPS: Readonly<Record<string, { step: FunnelStep; status: number }>> = {
  'GET /embed/v1': { step: 'seen', status: 200 },
  'POST /api/v1/playground/challenges': { step: 'started', status: 200 },
  'POST /api/v1/playground/keys': { step: 'key', status: 201 },
};

interface FunnelHookDeps {
  funnel: Funnel;
  client: Pick<ClientInfo, 'linksOf'>;
}

/** Counts the steps of `STEPS`, once the answer has been sent. */
export function installFunnel(app: FastifyInstance, { funnel, client }: FunnelHookDeps): void {
  app.decorateRequest(SITE, {
    getter() {
      return readSite(this, client);
    },
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const shown = STEPS[`${method} ${routeOptions.url}`];
    if (shown?.status === reply.statusCode && !isPrefetch(request)) {
      funnel.count(shown.step, siteOf(request));
    }
    done();
  });
}

/**
 * The site that a request says it comes from, for counts only: `OWN_PAGES`, an origin, or null. A page's request says
 * it in `Referer`, the widget's later ones in `X-Kloakd-Site`, because theirs come from the widget's own frame.
 * Anyone can send either. A false one moves a count to another listed site, or adds a count that the caller could have
 * added by opening the page. It adds no site, since the funnel names listed sites alone, and costs no discovery.
 */
export const siteOf = (request: FastifyRequest): string | null => request[SITE];

function readSite(request: FastifyRequest, client: FunnelHookDeps['client']): string | null {
  const { 'x-kloakd-site': claimed, referer } = request.headers;
  const claim = request.method === 'GET' ? referer : claimed;
  if (typeof claim !== 'string') return null;
  // Our own pages send their whole address, pages of other sites their origin alone.
  const origin = parseOrigin(URL.parse(claim)?.origin ?? '') ?? null;
  return origin === client.linksOf(request).baseUrl ? OWN_PAGES : origin;
}

/** Whether the browser loads the page in advance. Then nobody has seen it yet. */
const isPrefetch = ({ headers }: FastifyRequest): boolean =>
  String(headers['sec-purpose'] ?? '').startsWith('prefetch');
