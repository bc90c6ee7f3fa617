import { createProxyDial } from './guard/proxy-dial.ts';
import { parseAllowedPrivateTargets } from './guard/private-targets.ts';
import { createResolve, type Resolve } from './guard/resolve.ts';
import { parseTargetUrl } from './guard/target-url.ts';
import { createHostLimiter } from './politeness/host-limiter.ts';
import { ROBOTS_TOKEN } from './politeness/robots-file.ts';
import { discoverSite } from './run/discover-site.ts';
import { DEFAULT_LIMITS, type DiscoveryLimits } from './run/limits.ts';
import { readHierarchy } from './run/read-hierarchy.ts';
import { readPage } from './run/read-page.ts';
import { readScript, SCRIPT_REQUESTS_MAX } from './run/read-script.ts';
import type { EngineParts } from './run/run-context.ts';
import { shareRuns } from './run/share-runs.ts';
import type { Clock, Engine } from './vocabulary.ts';
import { createParserPool } from './workers/parser-pool.ts';

export { writeOpenApi } from './documents/write-openapi.ts';
export { PrivateTargetsError } from './guard/private-targets.ts';
export type * from './vocabulary.ts';

export interface EngineOptions {
  clock: Clock;
  /** Private addresses that may be reached all the same: `address[:port]` or `CIDR[:port]`, separated by commas. */
  allowedPrivateTargets: string;
  /** Goes into the `User-Agent`, for those who wonder who is asking: an http(s) URL. */
  contactUrl?: string;
  /** Every connection but those to allowed private targets goes through this http(s) proxy. */
  egressProxy?: URL;
  /** DNS itself by default. */
  resolve?: Resolve;
  limits?: Partial<DiscoveryLimits>;
}

/**
 * The discovery engine; one per process, since it shares each target host between all runs.
 * @throws PrivateTargetsError
 */
export function createEngine(options: EngineOptions): Engine {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const allowed = parseAllowedPrivateTargets(options.allowedPrivateTargets);
  const parsers = createParserPool(limits);
  const parts: EngineParts = {
    clock: options.clock,
    resolve: options.resolve ?? createResolve(),
    allowed,
    userAgent: userAgentOf(options.contactUrl),
    limits,
    hostLimiter: createHostLimiter(limits, options.clock),
    parsers,
    ...(options.egressProxy ? { dial: createProxyDial(options.egressProxy, allowed) } : {}),
  };
  const readSharedScript = shareRuns((input) => readScript(parts, input));
  return {
    discover: shareRuns((input) => discoverSite(parts, input, 'site')),
    discoverPage: shareRuns((input) => discoverSite(parts, input, 'page')),
    readScript: (url, read) => readSharedScript(url, { ...read, requestsMax: SCRIPT_REQUESTS_MAX }),
    readHierarchy: (url, read) => readHierarchy(parts, url, read),
    readPage: (url, read) => readPage(parts, url, read),
    refuse(url) {
      const target = parseTargetUrl(url, allowed);
      if (target.kind !== 'refused') return null;
      return { kind: 'refused', code: target.code, detail: target.detail };
    },
    close: () => parsers.close(),
  };
}

/** Without what could end the comment or the header. */
const userAgentOf = (contactUrl = ''): string => {
  const contact = contactUrl.replace(/[^\x21-\x7e]|[()]/g, '');
  return contact === '' ? `${ROBOTS_TOKEN}/1.0` : `${ROBOTS_TOKEN}/1.0 (+${contact})`;
};
