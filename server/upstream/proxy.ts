import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { UpstreamSetting } from '../config/config.ts';
import type { Admission } from '../gateway/5-meter.ts';
import type { Accounts } from '../organizations/accounts.ts';
import type { Module } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { Clock } from '../time/clock.ts';
import { assertionClaims } from './assertion.ts';
import { BodyTooLarge, boundedBody } from './bounded-body.ts';
import { failureOf, upstreamFailed } from './failures.ts';
import { requestHeaders, RESPONSE_HEADERS, responseHeaders } from './headers.ts';
import { modulePath } from './module-path.ts';
import { OperationsSource } from './operations-source.ts';

/** The largest request body in bytes. Bodies are streamed, so a large one takes no more memory than a small one. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;
const RESPONSE_HEADER_BYTES_MAX = 32 * 1024;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export interface UpstreamTimeouts {
  connectMs: number;
  /** The wait for the status and the headers. Existing clients give up after 30 s. */
  headersMs: number;
  /** The longest pause between two parts of a body. */
  idleMs: number;
}

export const UPSTREAM_TIMEOUTS: UpstreamTimeouts = {
  connectMs: 5_000,
  headersMs: 25_000,
  idleMs: 30_000,
};

export interface ProxyDeps {
  upstreams: ReadonlyMap<Module, UpstreamSetting>;
  accounts: Pick<Accounts, 'assertTo'>;
  clock: Clock;
  fetch: typeof fetch;
  timeouts: UpstreamTimeouts;
  /** What the gateway admitted. */
  admissionOf(request: FastifyRequest): Admission;
}

/** The modules that run elsewhere, behind the same five stages as the built-in one. */
export async function upstreamRoutes(app: FastifyInstance, deps: ProxyDeps): Promise<void> {
  const { timeouts } = deps;
  await app.register(replyFrom, {
    undici: {
      // The plugin's default accepts any certificate.
      connect: { timeout: timeouts.connectMs, rejectUnauthorized: true },
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.idleMs,
      maxHeaderSize: RESPONSE_HEADER_BYTES_MAX,
    },
    destroyAgent: true,
    disableRequestLogging: true,
    disableCache: true,
  });
  // Bodies are streamed to the module. Types other than JSON get 415, as on every route.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (_request, payload, done) => done(null, payload));

  for (const [module, setting] of deps.upstreams) {
    const operations = new OperationsSource(setting, { ...deps, log: app.log });
    const accessOf = async ({ method, url }: FastifyRequest) => {
      const path = modulePath(url);
      return path === null ? 'write' : operations.accessOf(method, path);
    };
    app.route({
      method: [...METHODS],
      url: `/api/v1/organizations/:organization_id/${module}/*`,
      config: { module, access: 'write', accessOf },
      schema: { hide: true },
      bodyLimit: BODY_BYTES_MAX,
      handler: async (request, reply) => {
        const access = await accessOf(request);
        return forward(request, reply, { module, setting, access, deps });
      },
    });
  }
}

interface Target {
  module: Module;
  setting: UpstreamSetting;
  access: 'read' | 'write';
  deps: ProxyDeps;
}

async function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  { module, setting, access, deps }: Target,
): Promise<FastifyReply> {
  const path = modulePath(request.url);
  if (path === null) {
    throw new Problem(
      'invalid_request',
      'The path holds dot segments, empty segments, or encoded slashes: write it without them.',
    );
  }
  const admission = deps.admissionOf(request);
  const claims = assertionClaims(admission, access, request.id);
  const verified = {
    'x-kloakd-organization': admission.organizationId,
    'x-kloakd-plan': admission.plan.name,
    'x-request-id': request.id,
    'x-kloakd-assertion': await deps.accounts.assertTo(module, claims),
  };
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) throw tooLarge();
  if (request.body) request.body = boundedBody(request.raw, BODY_BYTES_MAX);
  return reply.from(setting.url.href + path.slice(1), {
    retryDelay: () => null,
    rewriteRequestHeaders: (_request, headers) => ({ ...requestHeaders(headers), ...verified }),
    rewriteHeaders: responseHeaders,
    onResponse: (_request, _reply, { stream }) => {
      const failure = failureOfStatus(reply.statusCode);
      if (failure === null) {
        reply.send(stream);
        return;
      }
      stream.destroy();
      fail(reply, upstreamFailed(module, failure));
    },
    onError: (_reply, { error }) => fail(reply, problemOf(module, error)),
  });
}

/** A 4xx is passed on as the module's own answer. A 5xx could show internals, and becomes a 502 of ours. */
function failureOfStatus(status: number): 'status' | 'redirect' | null {
  if (status >= 500 || status < 200) return 'status';
  // A client that followed a redirect could send its key to another host.
  return status >= 300 && status < 400 && status !== 304 ? 'redirect' : null;
}

function problemOf(module: string, error: Error): Problem {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof BodyTooLarge) return tooLarge();
  }
  return upstreamFailed(module, failureOf(error), error);
}

const tooLarge = () =>
  new Problem('body_too_large', `The body must be at most ${BODY_BYTES_MAX} bytes.`);

/** Sends a problem after the module's headers were taken over: those that describe the module's body are removed. */
function fail(reply: FastifyReply, problem: Problem): void {
  for (const name of RESPONSE_HEADERS) reply.removeHeader(name);
  reply.send(problem);
}
