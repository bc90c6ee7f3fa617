import type { AuditAction, AuditEvent, AuditPage } from '../../shared/organization.ts';
import {
  parseAuditEventId,
  trustId,
  type AuditEventId,
  type OrganizationId,
  type UserId,
} from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import type { AuditRecord } from '../storage/port/audit.ts';
import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';
import type { Accounts } from './accounts.ts';

/** An audit event without its ID and time. */
export interface AuditInput {
  organizationId: OrganizationId;
  action: AuditAction;
  /** A member's name from `actorOf`; `operator` for a command; `reporter` for whoever reported a leaked key. */
  actor: string;
  /** What it was done to, in words for people: a key's name and last four characters, an address, an origin. */
  target: string;
}

/** The most characters of `target`, which may quote what a client wrote. */
const TEXT_LENGTH_MAX = 300;

/**
 * Stores an audit event of a change in the accounts' database. A change in the service's database passes
 * `auditRecord` to its storage method instead, so that both are one transaction.
 */
export async function recordAudit(
  deps: { storage: Pick<Storage, 'appendAudit'>; clock: Clock; random: Random },
  input: AuditInput,
): Promise<void> {
  await deps.storage.appendAudit(auditRecord(deps, input));
}

/** An audit event with its ID and time, as storage methods take it. */
export const auditRecord = (
  { clock, random }: { clock: Clock; random: Random },
  { organizationId, action, actor, target }: AuditInput,
): AuditRecord => ({
  id: trustId<AuditEventId>(random.uuid()),
  organizationId,
  atMs: clock.now(),
  action,
  actor: actor.slice(0, TEXT_LENGTH_MAX),
  target: target.slice(0, TEXT_LENGTH_MAX),
});

const RESERVED = new Set(['operator', 'reporter']);

/** A member's name for an audit event. A member who is called `operator` or `reporter` cannot pass for one. */
export async function actorOf(
  accounts: Pick<Accounts, 'findPerson'>,
  userId: UserId,
): Promise<string> {
  const name = (await accounts.findPerson(userId))?.name.trim() ?? '';
  if (name === '') return 'a member';
  return RESERVED.has(name.toLowerCase()) ? `${name} (member)` : name;
}

/** One page of an organization's events, newest first. None where `before` is no event of the organization. */
export async function readAudit(
  organizationId: OrganizationId,
  page: { before: string | undefined; limit: number },
  { storage }: { storage: Pick<Storage, 'listAudit'> },
): Promise<AuditPage> {
  const before = page.before === undefined ? null : parseAuditEventId(page.before);
  if (page.before !== undefined && before === null) return { events: [], next: null };
  // One more row than asked for tells whether there is a next page.
  const records = await storage.listAudit(organizationId, { before, limit: page.limit + 1 });
  const events = records.slice(0, page.limit).map(toEvent);
  const hasMore = records.length > page.limit;
  return { events, next: hasMore ? (events.at(-1)?.id ?? null) : null };
}

const toEvent = ({ id, atMs, action, actor, target }: AuditRecord): AuditEvent => ({
  id,
  at: new Date(atMs).toISOString(),
  action,
  actor,
  target,
});
