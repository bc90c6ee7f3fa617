import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiscoveryEngine } from '../../server/discovery/findings.ts';
import { GOOD, HOSTILE_DOCUMENTS, HOSTILE_SCRIPTS } from '../discovery/hostile.ts';
import { startLoopback } from '../discovery/loopback.ts';
import { startEngine } from '../discovery/run-engine.ts';
import { serveSite } from '../discovery/sites/site.ts';
import { TestService, type Credentials } from '../support/service.ts';

let engine: DiscoveryEngine;
let service: TestService;
let live: Credentials;

beforeAll(async () => {
  engine = startEngine();
  service = await TestService.start({}, { engine });
  live = await service.liveKey('enterprise');
});
afterAll(async () => {
  await service.stop();
  await engine.close();
});

/** One site per attack; what each sends is hostile in its own way. */
async function startHostileSites(): Promise<string[]> {
  const scripts = Object.values(HOSTILE_SCRIPTS).map((code) =>
    serveSite({ '/': `${GOOD}<script src="/bad.js"></script>`, '/bad.js': code }),
  );
  const documents = Object.values(HOSTILE_DOCUMENTS).map((page) =>
    serveSite({ '/': GOOD, '/openapi.json': page, '/openapi.yaml': page, '/$metadata': page }),
  );
  const links = Array.from({ length: 1_000_000 }, (_, index) => `<a href=/${index}>x</a>`).join('');
  const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, '<a href=/x>'), { level: 1 });
  const bodies = [
    serveSite({ '/': GOOD + links }),
    serveSite({
      '/': { type: 'text/html', body: bomb, headers: { 'content-encoding': 'gzip' } },
    }),
    // Everything is 200.
    serveSite({ '/': GOOD }, GOOD),
    // Never ends, as fast as it is read.
    startLoopback((_request, response) => {
      const chunk = 'x'.repeat(65_536);
      const pump = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.setHeader('content-type', 'text/html').on('drain', pump);
      pump();
    }),
    // Drips.
    startLoopback((_request, response) => {
      response.setHeader('content-type', 'text/html').write(GOOD);
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    }),
    // Leads into a private network.
    startLoopback((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    }),
  ];
  const sites = await Promise.all([...scripts, ...documents, ...bodies]);
  return sites.map(({ origin }) => origin);
}

describe('the service, while every attack runs at once', () => {
  it('goes on answering GET health', { timeout: 120_000 }, async () => {
    const sites = await startHostileSites();
    let isOver = false;
    const attacks = Promise.all(
      sites.map(async (origin) => (await service.discover(live, `${origin}/`)).status),
    ).finally(() => (isOver = true));
    const waitsMs: number[] = [];
    const statuses = new Set<number>();
    while (!isOver) {
      // A fresh window each time, so that no limit of ours answers instead.
      service.clock.advance(61_000);
      const startedAt = performance.now();
      const response = await service.call(live, 'GET', 'skanyr/health');
      await response.arrayBuffer();
      statuses.add(response.status);
      waitsMs.push(performance.now() - startedAt);
    }
    expect([...statuses]).toEqual([200]);
    expect(waitsMs.length).toBeGreaterThan(20);
    // Refused or not reached, or read: none of them is a fault of ours.
    expect(new Set(await attacks).isSubsetOf(new Set([200, 422, 502]))).toBe(true);
    const slowest = Math.max(...waitsMs);
    console.log(
      `${sites.length} attacks: ${waitsMs.length} answers, slowest ${slowest.toFixed(0)} ms`,
    );
  });
});
