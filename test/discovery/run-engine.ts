import { afterAll, vi } from 'vitest';
import { systemClock } from '../../server/time/clock.ts';
import {
  createEngine,
  type DiscoverOptions,
  type Engine,
  type EngineOptions,
  type Outcome,
  type RunEvent,
} from '../../server/discovery/discover.ts';

export interface Run {
  outcome: Outcome;
  /** All but the last. */
  events: RunEvent[];
  /** `METHOD /path` of what was found, in order; empty unless completed. */
  found: string[];
}

/** An engine that may reach loopback and does not wait between requests. */
export function startEngine(options: Partial<EngineOptions> = {}): Engine {
  const { limits, ...others } = options;
  return createEngine({
    clock: systemClock,
    allowedPrivateTargets: '127.0.0.1',
    contactUrl: 'https://play.attacker.com/bot',
    resolve: async () => Promise.reject(new Error('no DNS in tests')),
    limits: { perSecondPerHost: 1000, ...limits },
    ...others,
  });
}

// Starting threads takes seconds on a busy machine: tests that want nothing special share one engine per file.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let shared: Engine | null = null;
afterAll(async () => {
  await shared?.close();
  shared = null;
});

/** Follows a run to its end. */
export async function follow(run: AsyncIterable<RunEvent>): Promise<Run> {
  const events: RunEvent[] = [];
  for await (const event of run) {
    if (event.kind !== 'ended') events.push(event);
    else {
      const { outcome } = event;
      const found = (outcome.kind === 'completed' ? outcome.findings : []).map(
        ({ method, url }) => `${method} ${url.replace(/^\w+:\/\/127\.0\.0\.1:\d+/, '')}`,
      );
      return { outcome, events, found };
    }
  }
  throw new Error('The run ended without an outcome.');
}

export const options = (more: Partial<DiscoverOptions> = {}): DiscoverOptions => ({
  requestsMax: 200,
  budgetMs: 15_000,
  signal: new AbortController().signal,
  ...more,
});

/** Runs one discovery. */
export async function discover(
  url: string,
  more: Partial<DiscoverOptions> = {},
  engineOptions: Partial<EngineOptions> = {},
): Promise<Run> {
  const isShared = Object.keys(engineOptions).length === 0;
  const engine = isShared ? (shared ??= startEngine()) : startEngine(engineOptions);
  try {
    return await follow(engine.discover(url, options(more)));
  } finally {
    if (!isShared) await engine.close();
  }
}
