import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../server/time/clock.ts';
import { createEngine, type Outcome } from '../../../server/discovery/discover.ts';
import { findByRegularExpression } from './baseline.ts';
import { score, type Found, type Score, type Truth } from './score.ts';
import { renderReport, type Row } from './report.ts';

/**
 * Measures discovery on four real applications that nobody here wrote: `npm run bench:discovery`.
 * Names as arguments run only those; `--verbose` lists what was missed and what was wrong; `--no-report` leaves
 * docs/discovery-benchmark.md alone.
 */
const TARGETS: Record<string, string> = {
  'node-red': 'http://127.0.0.1:18801/',
  maildev: 'http://127.0.0.1:18802/',
  'signalk-server': 'http://127.0.0.1:18803/',
  'homebridge-config-ui-x': 'http://127.0.0.1:18804/',
};
const REQUESTS_MAX = 200;
// `--patient` shows what more time would find, on a busy machine.
const BUDGET_MS = process.argv.includes('--patient') ? 120_000 : 20_000;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const verbose = process.argv.includes('--verbose');

function targets(action: 'install' | 'start' | 'stop', name: string): void {
  // The applications run on the machine's own Node, not on the one that npm put in front.
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  execFileSync('bash', [here('targets.sh'), action, name], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const readTruth = (name: string): Truth =>
  JSON.parse(readFileSync(here(`truth/${name}.json`), 'utf8'));

async function discoverOnce(
  url: string,
): Promise<{ found: Found[]; requests: number; seconds: number }> {
  const engine = createEngine({
    clock: systemClock,
    allowedPrivateTargets: '127.0.0.1',
    contactUrl: 'https://playground.example/bot',
  });
  const startedMs = systemClock.now();
  let outcome: Outcome | null = null;
  const { signal } = new AbortController();
  const options = { requestsMax: REQUESTS_MAX, budgetMs: BUDGET_MS, signal };
  for await (const event of engine.discover(url, options)) {
    if (event.kind === 'ended') outcome = event.outcome;
  }
  const seconds = (systemClock.now() - startedMs) / 1000;
  await engine.close();
  if (outcome?.kind !== 'completed') throw new Error(`${url}: ${JSON.stringify(outcome)}`);
  if (verbose) {
    for (const { method, url: endpoint, confidence, evidence } of outcome.findings) {
      const how = evidence
        .map(({ technique, file }) => `${technique} ${file.split('/').at(-1)}`)
        .join(', ');
      console.log(`  ${confidence} ${method} ${endpoint} (${how.slice(0, 160)})`);
    }
  }
  const found = outcome.findings.map((finding) => ({
    // The truth calls the method of a websocket WS; here it is the GET of its handshake.
    method: finding.apiType === 'websocket' ? 'WS' : finding.method,
    path: finding.url.replace(/^\w+:\/\/[^/]+/, ''),
  }));
  return { found, requests: outcome.requestsMade, seconds };
}

function explain(label: string, result: Score): void {
  if (!verbose) return;
  console.log(
    `${label}: missed ${JSON.stringify(result.missed, null, 1)}\nwrong ${JSON.stringify(result.wrong, null, 1)}`,
  );
}

const rows: Row[] = [];
for (const [name, url] of Object.entries(TARGETS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  targets('install', name);
  targets('start', name);
  try {
    const { found, requests, seconds } = await discoverOnce(url);
    const result = score(readTruth(name), found);
    explain(name, result);
    rows.push({
      name,
      result,
      requests,
      seconds,
      baseline: score(readTruth(name), await findByRegularExpression(url)),
    });
  } finally {
    targets('stop', name);
  }
}
const report = renderReport(rows, { requestsMax: REQUESTS_MAX, budgetMs: BUDGET_MS });
console.log(report);
if (names.length === 0 && !process.argv.includes('--no-report') && BUDGET_MS === 20_000) {
  writeFileSync(here('../../../docs/discovery-benchmark.md'), report);
}
