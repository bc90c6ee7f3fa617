import { parseDiscoveryId, type DiscoveryId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import { toQuota } from '../limits/quota.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import { INTERRUPTED } from './ending.ts';
import { JOB_PAGE, toJob } from './answer.ts';
import type { SkanyrDeps, Caller } from './discover.ts';
import { toJobText } from './job-text.ts';
import { Run } from './run.ts';

/**
 * A discovery of this organization, running or stored.
 * @throws Problem 404, the same for another organization's as for none
 */
export const requireDiscovery = (
  text: string,
  { organizationId }: Caller,
  { storage, runner }: Pick<SkanyrDeps, 'storage' | 'runner'>,
): Promise<Run | DiscoveryRecord> =>
  requireFound(
    text,
    async (id) =>
      runner.find(id, organizationId) ?? (await storage.findDiscovery(id, organizationId)),
  );

async function requireFound<T>(
  text: string,
  find: (id: DiscoveryId) => Promise<T | null>,
): Promise<T> {
  const id = parseDiscoveryId(text);
  const found = id ? await find(id) : null;
  if (found === null) {
    throw new Problem('not_found', 'There is no such discovery in this organization.');
  }
  return found;
}

/**
 * Charges a run before the endpoints that it has found so far are shown, so that a crash or a failure afterwards
 * cannot give back what was handed out.
 * @throws Problem 503 `interrupted` for a run that was given back already
 */
export async function chargeShown(
  found: Run | DiscoveryRecord,
  { runner }: Pick<SkanyrDeps, 'runner'>,
): Promise<void> {
  if (!(found instanceof Run) || found.endpoints.length === 0) return;
  if (!(await runner.commit(found))) throw new Problem('interrupted', INTERRUPTED.detail);
}

/**
 * `GET discover/{id}` and `GET jobs/{id}`, as JSON text.
 * @throws Problem 404, the same for another organization's as for none
 */
export async function readJob(
  text: string,
  { organizationId, ledger }: Caller,
  deps: Pick<SkanyrDeps, 'storage' | 'runner'>,
): Promise<string> {
  const { storage, runner } = deps;
  const found = await requireFound(
    text,
    async (id) =>
      runner.find(id, organizationId) ?? (await storage.findDiscoveryText(id, organizationId)),
  );
  if (found instanceof Run) await chargeShown(found, deps);
  const quota = toQuota(await storage.readLedger(ledger));
  return found instanceof Run
    ? JSON.stringify(toJob(found, JOB_PAGE, quota))
    : toJobText(found, quota);
}
