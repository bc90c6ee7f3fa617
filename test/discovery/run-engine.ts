import { afterAll, vi } from 'vitest';
import { systemClock } from '../../server/time/clock.ts';
import { createEngine, type EngineDeps } from '../../server/discovery/discover.ts';
import type {
  DiscoverInput,
  DiscoveryEngine,
  DiscoveryOutcome,
} from '../../server/discovery/findings.ts';
import { parseAllowedPrivateTargets } from '../../server/discovery/guard/private-targets.ts';

export type Event = Parameters<DiscoverInput['onEvent']>[0];

export interface Run {
  outcome: DiscoveryOutcome;
  events: Event[];
  /** `METHOD /path` of what was found, in order; empty unless completed. */
  found: string[];
}

/** An engine that may reach loopback and does not wait between requests. */
export function startEngine(deps: Partial<EngineDeps> = {}) {
  const { limits, ...others } = deps;
  return createEngine({
    clock: systemClock,
    allowedPrivateTargets: parseAllowedPrivateTargets('127.0.0.1'),
    contactUrl: 'https://play.attacker.com/bot',
    resolve: async () => Promise.reject(new Error('no DNS in tests')),
    limits: { perSecondPerHost: 1000, ...limits },
    ...others,
  });
}

// Starting threads takes seconds on a busy machine: tests that want nothing special share one engine per file.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let shared: DiscoveryEngine | null = null;
afterAll(async () => {
  await shared?.close();
  shared = null;
});

/** Runs one discovery. */
export async function discover(
  url: string,
  input: Partial<DiscoverInput> = {},
  deps: Partial<EngineDeps> = {},
): Promise<Run> {
  const isShared = Object.keys(deps).length === 0;
  const engine = isShared ? (shared ??= startEngine()) : startEngine(deps);
  const events: Event[] = [];
  try {
    const outcome = await engine.discover({
      url,
      maxRequests: 200,
      budgetMs: 15_000,
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
      ...input,
    });
    const endpoints = outcome.kind === 'completed' ? outcome.endpoints : [];
    const found = endpoints.map(
      (endpoint) => `${endpoint.method} ${endpoint.url.replace(/^\w+:\/\/127\.0\.0\.1:\d+/, '')}`,
    );
    return { outcome, events, found };
  } finally {
    if (!isShared) await engine.close();
  }
}
