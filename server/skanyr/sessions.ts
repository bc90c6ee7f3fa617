import type { Session } from '../../shared/skanyr.ts';
import type { Clock } from '../time/clock.ts';
import type { Engine } from '../discovery/discover.ts';
import { parseSessionId, trustId, type SessionId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import type { SessionRecord, Storage } from '../storage/port.ts';
import type { SkanyrDeps, Caller } from './discover.ts';
import { requireDiscovery } from './read-stored.ts';
import { parseTarget } from './target.ts';

export interface SessionDeps {
  storage: Storage;
  engine: Engine;
  runner: SkanyrDeps['runner'];
  clock: Clock;
  random: Random;
}

/** The name of a session that was given neither a name nor a URL. */
const UNNAMED = 'Session';

/** Saves a discovery configuration. @throws Problem 422 for a target that may not be discovered */
export async function createSession(
  input: {
    name?: string | undefined;
    url?: string | undefined;
    options?: Session['options'] | undefined;
  },
  caller: Caller,
  deps: SessionDeps,
): Promise<Session> {
  const url = input.url === undefined ? null : parseTarget(input.url, deps.engine);
  const record: SessionRecord = {
    id: trustId<SessionId>(deps.random.uuid()),
    organizationId: caller.organizationId,
    name: input.name ?? (url === null ? UNNAMED : new URL(url).host),
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
  caller: Caller,
  deps: Pick<SessionDeps, 'storage'>,
) {
  const { sessions, total } = await deps.storage.listSessions(caller.organizationId, page);
  return {
    sessions: sessions.map(toSession),
    has_more: page.offset + sessions.length < total,
    total,
  };
}

/** @throws Problem 404 */
export async function readSession(
  id: string,
  caller: Caller,
  deps: Pick<SessionDeps, 'storage'>,
): Promise<Session> {
  return found(await deps.storage.findSession(requireId(id), caller.organizationId));
}

/** @throws Problem 404 */
export async function endSession(
  id: string,
  caller: Caller,
  deps: Pick<SessionDeps, 'storage'>,
): Promise<Session> {
  const change = { status: 'ended' } as const;
  return found(await deps.storage.updateSession(requireId(id), caller.organizationId, change));
}

/** Links a session to a discovery of the same organization. @throws Problem 404 where either is missing */
export async function setSessionJob(
  id: string,
  jobId: string,
  caller: Caller,
  deps: SessionDeps,
): Promise<Session> {
  const job = await requireDiscovery(jobId, caller, deps);
  const change = { jobId: job.id };
  return found(await deps.storage.updateSession(requireId(id), caller.organizationId, change));
}

/** @throws Problem 404 */
export async function deleteSession(
  id: string,
  caller: Caller,
  deps: Pick<SessionDeps, 'storage'>,
): Promise<void> {
  if (!(await deps.storage.deleteSession(requireId(id), caller.organizationId))) throw notFound();
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
