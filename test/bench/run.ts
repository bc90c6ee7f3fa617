import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchUsage } from './bench-usage.ts';
import { benchRequests } from './requests/bench-requests.ts';
import { readScripts } from '../discovery/javascript/reading.ts';
import { parseScript } from '../../server/discovery/javascript/syntax/parse.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';

const ROUNDS = 7;
const PER_ROUND = 1_500;

/** Milliseconds per call, the best of several rounds: noise only ever adds. */
async function best(call: () => Promise<unknown>, parallel = 1): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    for (let done = 0; done < PER_ROUND; done += parallel) {
      await Promise.all(Array.from({ length: parallel }, call));
    }
    fastest = Math.min(fastest, (performance.now() - startedAt) / PER_ROUND);
  }
  return fastest;
}

/** What group commit buys: writes that arrive together beside writes that come one by one. */
async function benchGroupCommit(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'playground-bench-'));
  const storage = openSqlite(join(dir, 'bench.db'));
  const organizationId = trustId<OrganizationId>(systemRandom.uuid());
  const write = () =>
    storage.createLiveKey({
      organizationId,
      organizationName: 'Bench',
      plan: 'developer',
      key: { id: trustId(systemRandom.uuid()), ...makeApiKey('live', systemRandom), name: null },
      nowMs: 0,
    });
  const alone = await best(write);
  const together = await best(write, 100);
  report('a write among a hundred', together, 'one alone', alone);
  await storage.close();
  rmSync(dir, { recursive: true, force: true });
}

/** What reading scripts costs beside parsing them: a hundred files that make requests, together 1.5 MB. */
function benchScripts(): void {
  const root = new URL('../../node_modules/undici/lib/', import.meta.url);
  const scripts = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => ({
      url: `https://shop.example/${name}`,
      code: readFileSync(new URL(name, root), 'utf8'),
      kind: 'classic' as const,
    }));
  let parsing = Number.POSITIVE_INFINITY;
  let reading = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    parsing = Math.min(
      parsing,
      timed(() => scripts.forEach(({ code, kind }) => parseScript(code, kind))),
    );
    reading = Math.min(
      reading,
      timed(() => readScripts({ documentBase: 'https://shop.example/', scripts })),
    );
  }
  report('reading scripts', reading, 'parsing them', parsing);
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function report(what: string, ms: number, baseline: string, baselineMs: number): void {
  const ratio = (ms / baselineMs).toFixed(2);
  console.log(
    `${what}: ${ms.toFixed(3)} ms; ${baseline}: ${baselineMs.toFixed(3)} ms; ratio ${ratio}`,
  );
}

await benchRequests();
await benchUsage();
await benchGroupCommit();
benchScripts();
