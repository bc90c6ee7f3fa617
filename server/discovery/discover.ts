import type { Clock } from '../time/clock.ts';
import { analyzeBundle } from './run/analyze-bundle.ts';
import type { Dial } from './guard/checked-connect.ts';
import { discover } from './run/discover-site.ts';
import type { DiscoveryEngine } from './findings.ts';
import { createHostLimiter } from './politeness/host-limiter.ts';
import { DEFAULT_LIMITS, type DiscoveryLimits } from './run/limits.ts';
import type { AllowedPrivateTargets } from './guard/private-targets.ts';
import { readHierarchy } from './run/read-hierarchy.ts';
import { readPage } from './run/read-page.ts';
import { createResolve, type Resolve } from './guard/resolve.ts';
import { ROBOTS_TOKEN } from './politeness/robots-file.ts';
import type { EngineParts } from './run/run-context.ts';
import { shareRuns } from './run/share-runs.ts';
import { parseTargetUrl } from './guard/target-url.ts';
import { createParserPool } from './workers/parser-pool.ts';

export interface EngineDeps {
  clock: Clock;
  allowedPrivateTargets: AllowedPrivateTargets;
  /** Goes into the `User-Agent`, for those who wonder who is asking: an http(s) URL. */
  contactUrl: string;
  /** DNS itself by default. */
  resolve?: Resolve;
  /** Opens the connections; directly by default, or through `createProxyDial`. */
  dial?: Dial;
  limits?: Partial<DiscoveryLimits>;
}

/** The discovery engine; one per process, since it shares each target host between all discoveries. */
export function createEngine(deps: EngineDeps): DiscoveryEngine {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const parsers = createParserPool(limits);
  const parts: EngineParts = {
    clock: deps.clock,
    resolve: deps.resolve ?? createResolve(),
    allowed: deps.allowedPrivateTargets,
    userAgent: `${ROBOTS_TOKEN}/1.0 (+${deps.contactUrl.replace(/[^\x21-\x7e]|[()]/g, '')})`,
    limits,
    hostLimiter: createHostLimiter(limits, deps.clock),
    parsers,
    ...(deps.dial ? { dial: deps.dial } : {}),
  };
  return {
    discover: shareRuns((input) => discover(parts, input)),
    analyzeBundle: (input) => analyzeBundle(parts, input),
    readHierarchy: (input) => readHierarchy(parts, input),
    readPage: (input) => readPage(parts, input),
    refuse(url) {
      const target = parseTargetUrl(url, parts.allowed);
      return target.kind === 'refused' ? { code: target.code, detail: target.detail } : null;
    },
    close: () => parsers.close(),
  };
}
