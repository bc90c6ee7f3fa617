import { Agent } from 'undici';
import { createCheckedConnector } from './checked-connect.ts';
import { askOnce } from './ask-once.ts';
import type { FetchOutcome, SafeFetchDeps, SafeRequest, SafeResponse } from './safe-request.ts';
import { parseTargetUrl, type Refusal } from './target-url.ts';

export interface SafeFetch {
  fetch(request: SafeRequest): Promise<FetchOutcome>;
  /** Closes every socket at once. */
  close(): Promise<void>;
}

const REDIRECTS_MAX = 5;
const HEADER_BYTES_MAX = 32 * 1024;

/**
 * Makes all requests to targets. The URL of every hop is checked, and its addresses when connecting. Sends no cookie
 * and no credential, and keeps none. HTTP/1.1 only: HTTP/2 would allow header bombs and gain nothing here.
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
    const outcome = await askOnce(agent, deps, request, target);
    if (outcome.kind === 'refused') return hops === 1 ? outcome : afterRedirect(outcome);
    if (outcome.kind !== 'response') return outcome;
    const location = redirectOf(outcome);
    if (location === null || !mayFollow(request, location)) return outcome;
    if (hops > REDIRECTS_MAX) {
      const detail = `The site redirects more than ${REDIRECTS_MAX} times in a row.`;
      return { kind: 'failed', stage: 'http', detail };
    }
    raw = location;
  }
}

/** A location that is not a URL is followed, so that `parseTargetUrl` refuses it. */
function mayFollow(request: SafeRequest, location: string): boolean {
  const url = URL.parse(location);
  return url === null || request.mayFollow?.(url) !== false;
}

const afterRedirect = (refusal: Refusal): Refusal => ({
  ...refusal,
  detail: `The site redirects elsewhere. ${refusal.detail}`,
  redirected: true,
});

/** Where an answer redirects to, or `null`. A location that is no URL is returned as written, and refused later. */
function redirectOf(response: SafeResponse): string | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers['location'];
  if (location === undefined) return null;
  // Parsing drops control characters and turns backslashes into slashes. The text as written is returned, and refused.
  if (/[\\\p{Cc}]/u.test(location)) return location;
  return URL.parse(location.trim(), response.url)?.href ?? location;
}
