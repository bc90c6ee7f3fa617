import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageRecorder } from '../../server/gateway/usage-recorder.ts';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Storage } from '../../server/storage/port.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';

const ORGANIZATIONS = 400;
/** Half a second of 8,000 requests a second. */
const REQUESTS = 4_000;
const ROUNDS = 25;
/** The first ones run before the code is compiled and the table has its size. */
const WARM_UP = 5;

/** What it costs to count a request and to store it, in processor time of this process. */
export async function benchUsage(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'playground-bench-'));
  const storage = openSqlite(join(dir, 'usage.db'));
  const log = { warn: console.error, error: console.error };
  const usage = new UsageRecorder({ storage, log });
  const keys = await Promise.all(Array.from({ length: ORGANIZATIONS }, () => addKey(storage)));
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let sent = 0; sent < REQUESTS / ORGANIZATIONS; sent += 1) {
      for (const key of keys) usage.record({ ...key, ...REQUEST, atMs: Date.now() });
    }
    await usage.flush();
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / REQUESTS);
  }
  await storage.close();
  rmSync(dir, { recursive: true, force: true });
  const sorted = rounds.slice(WARM_UP).toSorted((a, b) => a - b);
  const [median, low, high] = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map(
    (us) => us?.toFixed(1),
  );
  console.log(
    `recording a request, processor time, µs, median (lowest–highest): ${median} (${low}–${high})`,
  );
}

const REQUEST = {
  userId: null,
  module: 'skanyr',
  operation: 'GET /api/v1/organizations/:organization_id/skanyr/health',
  status: 200,
  discoveries: 0,
  durationMs: 1,
};

async function addKey(storage: Storage) {
  const { hash, last4 } = makeApiKey('live', systemRandom);
  const organizationId = trustId<OrganizationId>(systemRandom.uuid());
  const keyId = trustId<ApiKeyId>(systemRandom.uuid());
  const key = { id: keyId, hash, last4, name: null };
  const organization = { organizationId, organizationName: 'Bench', plan: 'enterprise' };
  await storage.createLiveKey({ ...organization, key, nowMs: 0 });
  return { organizationId, keyId };
}
