import {
  createEngine,
  type Engine,
  type EngineOptions,
  type Finding,
} from '../../../server/discovery/discover.ts';
import { systemClock } from '../../../server/time/clock.ts';
import type { Found } from './score.ts';

/** What one discovery of an application found, and what it took. */
export interface Discovered {
  findings: Finding[];
  requests: number;
  seconds: number;
}

export const REQUESTS_MAX = 200;

/** An engine that may ask applications on this machine. */
export const ENGINE_OPTIONS = {
  allowedPrivateTargets: '127.0.0.1',
  contactUrl: 'https://playground.example/bot',
} as const;

/** Runs the engine once on an application on this machine. */
export async function discoverOnce(
  url: string,
  budgetMs: number,
  limits: EngineOptions['limits'] = {},
): Promise<Discovered> {
  const engine = createEngine({ ...ENGINE_OPTIONS, clock: systemClock, limits });
  try {
    return await followRun(engine, url, budgetMs);
  } finally {
    await engine.close();
  }
}

/** One discovery from its first event to its outcome. */
export async function followRun(
  engine: Engine,
  url: string,
  budgetMs: number,
): Promise<Discovered> {
  const startedMs = systemClock.now();
  const { signal } = new AbortController();
  for await (const event of engine.discover(url, { requestsMax: REQUESTS_MAX, budgetMs, signal })) {
    if (event.kind !== 'ended') continue;
    if (event.outcome.kind !== 'completed') break;
    const seconds = (systemClock.now() - startedMs) / 1000;
    return { findings: event.outcome.findings, requests: event.outcome.requestsMade, seconds };
  }
  throw new Error(`The discovery of ${url} did not complete.`);
}

/** A finding as the truth spells it: it calls the method of a websocket WS; here it is the GET of its handshake. */
export const toFound = ({ apiType, method, url }: Finding): Found => ({
  method: apiType === 'websocket' ? 'WS' : method,
  path: url.replace(/^\w+:\/\/[^/]+/, ''),
});
