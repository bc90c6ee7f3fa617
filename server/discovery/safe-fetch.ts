import { Agent, type Dispatcher } from 'undici';
import { createCheckedConnector, politenessKey, type Dial } from './checked-connect.ts';
import { describeFailure, type Failure } from './failure.ts';
import type { AllowedPrivateTargets } from './private-targets.ts';
import { readBody } from './read-body.ts';
import type { Resolve } from './resolve.ts';
import { parseTargetUrl, type Refusal, type Target } from './target-url.ts';

export interface SafeRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST';
  accept?: string;
  /** Only for the one introspection POST of a GraphQL endpoint. */
  jsonBody?: string;
  /** As sent and as decompressed. */
  bodyBytesMax: number;
  /** From the first connect to the last byte, per hop. */
  totalMs: number;
  signal: AbortSignal;
  /** Whether a redirect may be followed there; all by default. The guard judges it besides. */
  mayFollow?: (url: URL) => boolean;
}

export interface SafeResponse {
  kind: 'response';
  /** Where it came from in the end. */
  url: string;
  status: number;
  /** Names in lower case; repeated ones joined with `, `. */
  headers: Record<string, string>;
  body: Buffer;
  truncated: boolean;
  hops: number;
}

export type FetchOutcome =
  | SafeResponse
  | Refusal
  | Failure
  | { kind: 'cancelled' }
  | { kind: 'denied' };

/** Asked before every hop; `null` denies it (budget spent, host's ceiling reached). The result is called afterwards. */
export type Gate = (politenessKey: string, signal: AbortSignal) => Promise<(() => void) | null>;

export interface SafeFetchDeps {
  allowed: AllowedPrivateTargets;
  resolve: Resolve;
  dial?: Dial;
  userAgent: string;
  gate: Gate;
  connectTimeoutMs: number;
}

export interface SafeFetch {
  fetch(request: SafeRequest): Promise<FetchOutcome>;
  /** Closes every socket at once. */
  close(): Promise<void>;
}

const REDIRECTS_MAX = 5;
const HEADER_BYTES_MAX = 32 * 1024;

/**
 * The one way out. Every hop is judged anew by its URL and, on connecting, by its addresses.
 * Sends no cookie and no credential, and keeps none. HTTP/1.1 only: HTTP/2 brings header bombs and no gain here.
 */
export function createSafeFetch(deps: SafeFetchDeps): SafeFetch {
  const closing = new AbortController();
  const agent = new Agent({
    connect: createCheckedConnector({ ...deps, closing: closing.signal }),
    allowH2: false,
    pipelining: 1,
    connections: 6,
    maxHeaderSize: HEADER_BYTES_MAX,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 10_000,
  });
  return {
    fetch: (request) => follow(agent, deps, request),
    close() {
      closing.abort();
      return agent.destroy();
    },
  };
}

async function follow(
  agent: Agent,
  deps: SafeFetchDeps,
  request: SafeRequest,
): Promise<FetchOutcome> {
  let raw = request.url;
  for (let hops = 1; ; hops += 1) {
    const target = parseTargetUrl(raw, deps.allowed);
    if (target.kind === 'refused') return hops === 1 ? target : afterRedirect(target);
    const outcome = await oneHop(agent, deps, request, target);
    if (outcome.kind === 'refused') return hops === 1 ? outcome : afterRedirect(outcome);
    if (outcome.kind !== 'response') return outcome;
    const location = redirectOf(outcome);
    if (location === null || !mayFollow(request, location)) return { ...outcome, hops };
    if (hops > REDIRECTS_MAX) {
      const detail = `The site redirects more than ${REDIRECTS_MAX} times in a row.`;
      return { kind: 'failed', stage: 'http', detail };
    }
    raw = location;
  }
}

/** What is no URL is let through here, and refused by the next round. */
function mayFollow(request: SafeRequest, location: string): boolean {
  const url = URL.parse(location);
  return url === null || request.mayFollow?.(url) !== false;
}

const afterRedirect = (refusal: Refusal): Refusal => ({
  ...refusal,
  detail: `The site redirects elsewhere. ${refusal.detail}`,
  redirected: true,
});

/** Where an answer leads, `null` if nowhere. What cannot be resolved comes back as it is, to be refused. */
function redirectOf(response: SafeResponse): string | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers['location'];
  if (location === undefined) return null;
  // Back-slashes and control characters would vanish in parsing: such a value stays raw, and is refused.
  if (/[\\\p{Cc}]/u.test(location)) return location;
  return URL.parse(location.trim(), response.url)?.href ?? location;
}

async function oneHop(
  agent: Agent,
  deps: SafeFetchDeps,
  request: SafeRequest,
  target: Target,
): Promise<FetchOutcome> {
  const release = await deps.gate(politenessKey(target), request.signal).catch(() => null);
  if (request.signal.aborted) {
    release?.();
    return { kind: 'cancelled' };
  }
  if (release === null) return { kind: 'denied' };
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.totalMs);
  try {
    const signal = AbortSignal.any([request.signal, deadline.signal]);
    const answer = await agent.request(requestOptions(deps.userAgent, request, target, signal));
    const response = await toResponse(answer, request, target);
    return request.signal.aborted ? { kind: 'cancelled' } : response;
  } catch (error) {
    if (request.signal.aborted) return { kind: 'cancelled' };
    return describeFailure(error, target.url.hostname, deadline.signal.aborted);
  } finally {
    clearTimeout(timer);
    release();
  }
}

function requestOptions(
  userAgent: string,
  request: SafeRequest,
  target: Target,
  signal: AbortSignal,
) {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: request.accept ?? '*/*',
    'accept-encoding': 'gzip, br, deflate',
  };
  if (request.jsonBody !== undefined) headers['content-type'] = 'application/json';
  const options: Dispatcher.RequestOptions = {
    origin: target.url.origin,
    path: target.url.pathname + target.url.search,
    method: request.method ?? 'GET',
    headers,
    body: request.jsonBody ?? null,
    signal,
    headersTimeout: request.totalMs,
    bodyTimeout: request.totalMs,
  };
  return options;
}

async function toResponse(
  answer: Dispatcher.ResponseData,
  request: SafeRequest,
  target: Target,
): Promise<SafeResponse> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined)
      headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  const encoding = request.method === 'HEAD' ? '' : (headers['content-encoding'] ?? '');
  const { bytes, truncated } = await readBody(answer.body, encoding, request.bodyBytesMax);
  return {
    kind: 'response',
    url: target.url.href,
    status: answer.statusCode,
    headers,
    body: bytes,
    truncated,
    hops: 1,
  };
}
