import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Session } from '../../shared/skanyr.ts';
import type { Clock } from '../time/clock.ts';
import type { Engine } from '../discovery/discover.ts';
import {
  parseSessionId,
  trustId,
  type OrganizationId,
  type SessionId,
} from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import type { SessionRecord, Storage } from '../storage/port.ts';
import type { SkanyrDeps, Caller } from './discover.ts';
import { requireDiscovery } from './read-stored.ts';
import { keyReused } from './refusals.ts';
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

/**
 * Saves a discovery configuration. The same `Idempotency-Key` again gives the session of the first request, as it is now.
 * @throws Problem 422 for a target that may not be discovered, 400 for a key that belongs to another request
 */
export async function createSession(
  input: {
    name?: string | undefined;
    url?: string | undefined;
    options?: Session['options'] | undefined;
    idempotencyKey?: string | null;
  },
  caller: Caller,
  deps: SessionDeps,
): Promise<Session> {
  const url = input.url === undefined ? null : parseTarget(input.url, deps.engine);
  const record: SessionRecord = {
    id: input.idempotencyKey
      ? idOfKey(input.idempotencyKey, caller.organizationId)
      : trustId<SessionId>(deps.random.uuid()),
    organizationId: caller.organizationId,
    name: input.name ?? (url === null ? UNNAMED : new URL(url).host),
    url,
    options: input.options ?? {},
    jobId: null,
    status: 'active',
    createdAtMs: deps.clock.now(),
  };
  const stored = await deps.storage.createSession(record);
  const wanted = [record.name, record.url, record.options];
  if (!isDeepStrictEqual([stored.name, stored.url, stored.options], wanted)) throw keyReused();
  return toSession(stored);
}

/**
 * The ID of the session that a key of this organization creates, so that a repeated request finds the first one's.
 * A UUID of version 8 (RFC 9562).
 */
function idOfKey(key: string, organizationId: OrganizationId): SessionId {
  const hex = createHash('sha256').update(`session\n${organizationId}\n${key}`).digest('hex');
  const parts = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex)?.slice(1) ?? [];
  const [first, second, third, fourth, last] = parts;
  return trustId<SessionId>(`${first}-${second}-8${third}-a${fourth}-${last}`);
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
