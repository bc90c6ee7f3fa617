import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startSecureSites, type SecureSites } from '../support/secure-sites.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { CATEGORIES, median, runLighthouse, type Scores } from './run-lighthouse.ts';
import { hostPage } from './host-page.ts';

const SERVICE = 'https://play.example';
const DOCS = 'https://docs.example';
const RUNS = 5;
const SCORE_MIN = 95;
const LOSS_MAX = 1;
// A machine that does other work too gives fewer points. A page that is too slow is so every time.
const ATTEMPTS = 3;

const dataDir = newDataDir();
let server: ServerProcess;
let sites: SecureSites;

beforeAll(async () => {
  const port = await freePort();
  server = await startServer(
    {
      PORT: port,
      DEMO_PORT: '0',
      PUBLIC_URL: SERVICE,
      ALLOWED_SITES: DOCS,
      TRUSTED_PROXIES: '127.0.0.1/32',
    },
    dataDir,
  );
  sites = await startSecureSites({ 'play.example': `http://127.0.0.1:${port}` });
  for (const [path, embed] of Object.entries({
    '/without': '',
    '/with': `<script src="${SERVICE}/embed/v1.js" async></script><kloakd-playground></kloakd-playground>`,
  })) {
    sites.pages.set(`docs.example${path}`, { html: hostPage(embed) });
  }
});
afterAll(async () => {
  await sites.close();
  await server.stop();
  removeDataDir(dataDir);
});

for (const path of ['/', '/embed/v1']) {
  it(`gives ${path} at least ${SCORE_MIN} of 100 in performance, accessibility and best practices`, async () => {
    let results: Scores[] = [];
    const isGood = () =>
      CATEGORIES.every((name) => median(results.map(({ scores }) => scores[name])) >= SCORE_MIN);
    for (let attempt = 1; attempt <= ATTEMPTS && (attempt === 1 || !isGood()); attempt += 1) {
      results = await runSeveral(SERVICE + path);
      report(`${path}, attempt ${attempt}`, results);
    }
    const flaws = [...new Set(results.flatMap((result) => result.flaws))].join(', ');
    for (const name of CATEGORIES) {
      const scores = results.map((result) => result.scores[name]);
      expect(median(scores), `${name}: ${scores.join(' ')}; ${flaws}`).toBeGreaterThanOrEqual(
        SCORE_MIN,
      );
    }
    expect(median(results.map(({ layoutShift }) => layoutShift))).toBe(0);
  });
}

it(`takes at most ${LOSS_MAX} point of performance from a page that has the playground below its fold, and shifts nothing`, async () => {
  let loss = Infinity;
  let withEmbed: Scores[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS && loss > LOSS_MAX; attempt += 1) {
    // In turns, so that a busy moment takes from both.
    const without: Scores[] = [];
    withEmbed = [];
    for (let run = 0; run < RUNS; run += 1) {
      without.push(await runLighthouse(`${DOCS}/without`, sites.browserArgs));
      withEmbed.push(await runLighthouse(`${DOCS}/with`, sites.browserArgs));
    }
    report(`a page without, attempt ${attempt}`, without);
    report(`the same page with the playground, attempt ${attempt}`, withEmbed);
    const performance = (all: Scores[]) => median(all.map(({ scores }) => scores.performance));
    loss = performance(without) - performance(withEmbed);
  }
  expect(loss).toBeLessThanOrEqual(LOSS_MAX);
  expect(Math.max(...withEmbed.map(({ layoutShift }) => layoutShift))).toBe(0);
});

async function runSeveral(url: string): Promise<Scores[]> {
  const results: Scores[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    results.push(await runLighthouse(url, sites.browserArgs));
  }
  return results;
}

function report(what: string, results: readonly Scores[]): void {
  const figures = CATEGORIES.map((name) => {
    const scores = results.map((result) => result.scores[name]);
    return `${name} ${median(scores)} (${scores.join(' ')})`;
  });
  const shifts = results.map(({ layoutShift }) => layoutShift.toFixed(3)).join(' ');
  console.log(`${what}: ${figures.join(', ')}; layout shift ${shifts}`);
}
