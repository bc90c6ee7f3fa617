import { createEngine } from '../../../server/discovery/discover.ts';
import { parseAllowedPrivateTargets } from '../../../server/discovery/guard/private-targets.ts';
import { systemClock } from '../../../server/time/clock.ts';

/**
 * One discovery in a process of its own, for runs with a rule left out: prints what was found as JSON. Asks as fast
 * as the site answers and has two minutes, so that a busy machine changes no figure.
 */
const [url = ''] = process.argv.slice(2);
const engine = createEngine({
  clock: systemClock,
  allowedPrivateTargets: parseAllowedPrivateTargets('127.0.0.1'),
  contactUrl: 'https://playground.example/bot',
  limits: { perSecondPerHost: 1000, perDayPerHost: 100_000 },
});
const outcome = await engine.discover({
  url,
  maxRequests: 200,
  budgetMs: 120_000,
  signal: new AbortController().signal,
  onEvent: () => {},
});
await engine.close();
if (outcome.kind !== 'completed') throw new Error(`${url}: ${JSON.stringify(outcome)}`);
process.stdout.write(
  JSON.stringify(
    outcome.endpoints.map((endpoint) => ({
      // The truth calls the method of a websocket WS; on the wire it is the GET of its handshake.
      method: endpoint.api_type === 'websocket' ? 'WS' : endpoint.method,
      path: endpoint.url.replace(/^\w+:\/\/[^/]+/, ''),
    })),
  ),
);
