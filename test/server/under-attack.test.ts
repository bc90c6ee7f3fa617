import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../../server/discovery/discover.ts';
import { startEngine } from '../discovery/run-engine.ts';
import { TestService, type Credentials } from '../support/service.ts';

let engine: Engine;
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

/** The hostile sites run in a thread of their own, so that only the service is measured. */
async function startHostileSites(): Promise<{ origins: string[]; close(): Promise<unknown> }> {
  const worker = new Worker(new URL('hostile-sites.ts', import.meta.url));
  const [origins] = (await once(worker, 'message')) as [string[]];
  return { origins, close: () => worker.terminate() };
}

describe('the service, while every attack runs at once', () => {
  it('goes on answering GET health', { timeout: 120_000 }, async () => {
    const sites = await startHostileSites();
    onTestFinished(async () => void (await sites.close()));
    let isOver = false;
    const attacks = Promise.all(
      sites.origins.map(async (origin) => (await service.discover(live, `${origin}/`)).status),
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
    // Each target is read, refused or not reached: no answer is a fault of the service.
    expect(new Set(await attacks).isSubsetOf(new Set([200, 422, 502]))).toBe(true);
    const slowest = Math.max(...waitsMs);
    console.log(
      `${sites.origins.length} attacks: ${waitsMs.length} answers, slowest ${slowest.toFixed(0)} ms`,
    );
  });
});
