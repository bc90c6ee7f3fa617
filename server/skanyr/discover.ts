import type { DiscoverResponse } from '../../shared/discovery.ts';
import type { Engine } from '../discovery/discover.ts';
import { parseArtifactId, type OrganizationId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import { toQuota } from '../limits/quota.ts';
import type { Storage } from '../storage/port.ts';
import type { LedgerRef } from '../storage/port/reservations.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import { failureProblem, toResponse, type Page } from './answer.ts';
import { followRun } from './engine-to-wire.ts';
import type { Run } from './run.ts';
import type { Runner, Started } from './runner.ts';
import { parseTarget } from './target.ts';

/** Requests of a discovery where the client names no number. */
export const MAX_REQUESTS = 200;

export interface SkanyrDeps {
  storage: Storage;
  engine: Engine;
  runner: Runner;
}

export type Extent = 'site' | 'page';

/** Who calls a use case, and the ledger that pays: the part of the gateway's admission that use cases need. */
export interface Caller {
  organizationId: OrganizationId;
  ledger: LedgerRef;
  /** How many discoveries may run at once. Null: no limit of the plan. */
  concurrentMax: number | null;
  /** The site that the call came from, as the client says; null where it says none. */
  site?: string | null;
  /** Told of the run that a call begins, so that its charge is recorded with the call. */
  onBegan?: (run: Run) => void;
}

export interface DiscoverOptions {
  url: string;
  /** The site behind the URL, or this one page and what it loads. */
  extent: Extent;
  maxRequests: number;
  /** Stored results that the request refers to. Each must belong to the caller's organization. */
  artifactIds: readonly (string | undefined)[];
  idempotencyKey: string | null;
  /** False: run afresh even when the same request was answered within the hour. */
  reuse: boolean;
}

/**
 * Begins a discovery, or finds the stored or running one of the same request.
 * @throws Problem 422 for a target that may not be discovered; 429, 503, 404 (artifact)
 */
export async function beginDiscovery(
  options: DiscoverOptions,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<Started> {
  const url = parseTarget(options.url, deps.engine);
  await requireArtifacts(options.artifactIds, caller, deps.storage);
  const { maxRequests, extent } = options;
  const { engine } = deps;
  return deps.runner.start({
    ...caller,
    kind: extent === 'page' ? 'discover-page' : 'discover',
    url,
    options: { max_requests: maxRequests },
    idempotencyKey: options.idempotencyKey,
    reuse: options.reuse,
    work: ({ onEvent, ...input }) => {
      const limits = { ...input, requestsMax: maxRequests };
      const run =
        extent === 'page' ? engine.discoverPage(url, limits) : engine.discover(url, limits);
      return followRun(run, onEvent);
    },
  });
}

/** Waits until a discovery has ended. The work goes on if the client leaves, and is charged and stored. */
export async function awaitRecord(
  started: Started,
): Promise<{ record: DiscoveryRecord; charged: boolean }> {
  if (started.kind === 'stored') return { record: started.record, charged: false };
  const record = await started.run.ended;
  if (!record)
    throw new Problem('internal_error', 'The service could not store the result: try again later.');
  return { record, charged: started.kind === 'began' && record.charge === 'committed' };
}

/**
 * `POST discover`: runs, waits, and answers one page.
 * @throws Problem 422 or 502 where the target was refused or not reached; not charged
 */
export const discover = async (
  options: DiscoverOptions,
  page: Page,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<DiscoverResponse> =>
  answerOf(await beginDiscovery(options, caller, deps), page, caller, deps);

/**
 * Waits for a discovery, and answers one page of it.
 * @throws Problem 422 or 502 where the target was refused or not reached; not charged
 */
export async function answerOf(
  started: Started,
  page: Page,
  caller: Caller,
  deps: Pick<SkanyrDeps, 'storage'>,
): Promise<DiscoverResponse> {
  const { record, charged } = await awaitRecord(started);
  if (record.failure && record.status === 'failed') throw failureProblem(record.failure);
  const quota = toQuota(await deps.storage.readLedger(caller.ledger));
  return toResponse(record, page, quota, charged);
}

async function requireArtifacts(
  ids: DiscoverOptions['artifactIds'],
  caller: Caller,
  storage: Storage,
): Promise<void> {
  for (const text of ids) {
    if (text === undefined) continue;
    const id = parseArtifactId(text);
    if (!id || !(await storage.findArtifact(id, caller.organizationId))) {
      throw new Problem('not_found', `There is no artifact ${text} in this organization.`, {
        charged: false,
      });
    }
  }
}
