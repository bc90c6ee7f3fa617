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
  /**
   * Private addresses that may be reached: `address[:port]` or `CIDR[:port]`, separated by commas. Others are refused.
   */
  allowedPrivateTargets: string;
  /** An http(s) URL that the `User-Agent` names, so that a site's operator can tell who is asking. */
  contactUrl?: string;
  /** Every connection but those to allowed private targets goes through this http(s) proxy. */
  egressProxy?: URL;
  /** Finds the addresses of a host name; asks DNS by default. */
  resolve?: Resolve;
  limits?: Partial<DiscoveryLimits>;
}

/**
 * The discovery engine. A process needs one only, since it limits the pace at each target host over all runs.
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

/** Characters that could end the comment or the header are removed from the contact URL. */
const userAgentOf = (contactUrl = ''): string => {
  const contact = contactUrl.replace(/[^\x21-\x7e]|[()]/g, '');
  return contact === '' ? `${ROBOTS_TOKEN}/1.0` : `${ROBOTS_TOKEN}/1.0 (+${contact})`;
};
