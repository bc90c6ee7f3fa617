import {
  createEngine,
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

/** Runs the engine once on an application on this machine. */
export async function discoverOnce(
  url: string,
  budgetMs: number,
  limits: EngineOptions['limits'] = {},
): Promise<Discovered> {
  const engine = createEngine({
    clock: systemClock,
    allowedPrivateTargets: '127.0.0.1',
    contactUrl: 'https://playground.example/bot',
    limits,
  });
  const startedMs = systemClock.now();
  const { signal } = new AbortController();
  try {
    for await (const event of engine.discover(url, {
      requestsMax: REQUESTS_MAX,
      budgetMs,
      signal,
    })) {
      if (event.kind !== 'ended') continue;
      if (event.outcome.kind !== 'completed') break;
      const seconds = (systemClock.now() - startedMs) / 1000;
      return { findings: event.outcome.findings, requests: event.outcome.requestsMade, seconds };
    }
  } finally {
    await engine.close();
  }
  throw new Error(`The discovery of ${url} did not complete.`);
}

/** A finding as the truth spells it: it calls the method of a websocket WS; here it is the GET of its handshake. */
export const toFound = ({ apiType, method, url }: Finding): Found => ({
  method: apiType === 'websocket' ? 'WS' : method,
  path: url.replace(/^\w+:\/\/[^/]+/, ''),
});
