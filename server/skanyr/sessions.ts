import type { Session } from '../../shared/skanyr.ts';
import type { Clock } from '../time/clock.ts';
import type { DiscoveryEngine } from '../discovery/findings.ts';
import { parseSessionId, trustId, type SessionId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import type { SessionRecord, Storage } from '../storage/port.ts';
import type { SkanyrDeps, Tenant } from './discover.ts';
import { requireDiscovery } from './stored.ts';
import { parseTarget } from './target.ts';

export interface SessionDeps {
  storage: Storage;
  engine: DiscoveryEngine;
  runner: SkanyrDeps['runner'];
  clock: Clock;
  random: Random;
}

/** Saves a discovery configuration. @throws Problem 422 for a target that may not be discovered */
export async function createSession(
  input: { name?: string | undefined; url: string; options?: Session['options'] | undefined },
  tenant: Tenant,
  deps: SessionDeps,
): Promise<Session> {
  const url = parseTarget(input.url, deps.engine);
  const record: SessionRecord = {
    id: trustId<SessionId>(deps.random.uuid()),
    organizationId: tenant.organizationId,
    name: input.name ?? new URL(url).host,
    url,
    options: input.options ?? {},
    jobId: null,
    status: 'active',
    createdAtMs: deps.clock.now(),
  };
  await deps.storage.createSession(record);
  return toSession(record);
}

export async function listSessions(
  page: { limit: number; offset: number },
  tenant: Tenant,
  deps: Pick<SessionDeps, 'storage'>,
) {
  const { sessions, total } = await deps.storage.listSessions(tenant.organizationId, page);
  return {
    sessions: sessions.map(toSession),
    has_more: page.offset + sessions.length < total,
    total,
  };
}

/** @throws Problem 404 */
export async function readSession(
  id: string,
  tenant: Tenant,
  deps: Pick<SessionDeps, 'storage'>,
): Promise<Session> {
  return found(await deps.storage.findSession(requireId(id), tenant.organizationId));
}

/** @throws Problem 404 */
export async function endSession(
  id: string,
  tenant: Tenant,
  deps: Pick<SessionDeps, 'storage'>,
): Promise<Session> {
  const change = { status: 'ended' } as const;
  return found(await deps.storage.updateSession(requireId(id), tenant.organizationId, change));
}

/** Links a session to a discovery of the same organization. @throws Problem 404 where either is missing */
export async function setSessionJob(
  id: string,
  jobId: string,
  tenant: Tenant,
  deps: SessionDeps,
): Promise<Session> {
  const job = await requireDiscovery(jobId, tenant, deps);
  const change = { jobId: job.id };
  return found(await deps.storage.updateSession(requireId(id), tenant.organizationId, change));
}

/** @throws Problem 404 */
export async function deleteSession(
  id: string,
  tenant: Tenant,
  deps: Pick<SessionDeps, 'storage'>,
): Promise<void> {
  if (!(await deps.storage.deleteSession(requireId(id), tenant.organizationId))) throw notFound();
}

const notFound = () => new Problem('not_found', 'There is no such session in this organization.');

function requireId(text: string): SessionId {
  const id = parseSessionId(text);
  if (!id) throw notFound();
  return id;
}

function found(record: SessionRecord | null): Session {
  if (!record) throw notFound();
  return toSession(record);
}

function toSession(record: SessionRecord): Session {
  return {
    session_id: record.id,
    name: record.name,
    url: record.url,
    options: record.options,
    job_id: record.jobId,
    status: record.status,
    created_at: new Date(record.createdAtMs).toISOString(),
  };
}
