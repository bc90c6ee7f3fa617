import type { ApiKey, ApiKeyList, KeyStatus } from '../../shared/api-keys.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../identifiers/ids.ts';
import type { Storage } from '../storage/port.ts';
import type { DayCount, KeyRecord, ListedKey } from '../storage/port/keys.ts';
import { utcDay } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';
import type { Accounts } from './accounts.ts';

/** The most keys in a list. Those that work come first, and are fewer: at most fifty, and rotated ones for seven days. */
const LISTED_MAX = 500;
const DAYS = 30;
const DAY_MS = 24 * 3_600_000;

interface ListDeps {
  storage: Pick<Storage, 'listOrganizationKeys' | 'countKeyRequests'>;
  accounts: Pick<Accounts, 'findPerson'>;
  clock: Clock;
}

/** The live keys of an organization for its members, those that work first. */
export async function listKeys(
  organizationId: OrganizationId,
  { storage, accounts, clock }: ListDeps,
): Promise<ApiKeyList> {
  const nowMs = clock.now();
  const days = lastDays(nowMs);
  const page = { limit: LISTED_MAX, nowMs };
  const keys = await storage.listOrganizationKeys(organizationId, page);
  const counts = await storage.countKeyRequests(organizationId, days[0] ?? '');
  const makers = await nameMakers(keys, accounts);
  const countsOf = Map.groupBy(counts, ({ keyId }) => keyId);
  return {
    api_keys: keys.map((key) =>
      toApiKey(key, makers, requestsByDay(countsOf.get(key.id) ?? [], days), nowMs),
    ),
  };
}

/** A key that was just made and has no request yet. */
export async function describeKey(
  key: ListedKey,
  { accounts, clock }: Pick<ListDeps, 'accounts' | 'clock'>,
): Promise<ApiKey> {
  const nowMs = clock.now();
  return toApiKey(
    key,
    await nameMakers([key], accounts),
    requestsByDay([], lastDays(nowMs)),
    nowMs,
  );
}

/** The last thirty UTC days, oldest first. */
const lastDays = (nowMs: number): string[] =>
  Array.from({ length: DAYS }, (_, index) => utcDay(nowMs - (DAYS - 1 - index) * DAY_MS).day);

function requestsByDay(counts: readonly DayCount[], days: readonly string[]): number[] {
  const byDay = new Map(counts.map(({ day, requests }) => [day, requests]));
  return days.map((day) => byDay.get(day) ?? 0);
}

/** The names of the members who made keys. A person who deleted their account has none. */
async function nameMakers(
  keys: readonly ListedKey[],
  accounts: Pick<Accounts, 'findPerson'>,
): Promise<ReadonlyMap<UserId, string>> {
  const ids = new Set(keys.map(({ createdBy }) => createdBy).filter((id) => id !== null));
  const named = [...ids].map(async (id) => {
    const person = await accounts.findPerson(id);
    return [id, person ? person.name.trim() || person.email : 'a former member'] as const;
  });
  return new Map(await Promise.all(named));
}

/** The status of a key at this moment. */
export function statusOf(
  key: Pick<KeyRecord, 'revokedAtMs' | 'expiresAtMs'> & { replacedBy: ApiKeyId | null },
  nowMs: number,
): KeyStatus {
  if (key.revokedAtMs !== null) return 'revoked';
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return 'expired';
  return key.replacedBy === null ? 'active' : 'rotated';
}

const time = (ms: number) => new Date(ms).toISOString();
const timeOrNull = (ms: number | null) => (ms === null ? null : time(ms));

function toApiKey(
  key: ListedKey,
  makers: ReadonlyMap<UserId, string>,
  requests: number[],
  nowMs: number,
): ApiKey {
  return {
    id: key.id,
    name: key.name,
    prefix: 'sk-live-',
    last4: key.last4,
    status: statusOf(key, nowMs),
    access: key.access,
    modules: key.modules === null ? null : [...key.modules],
    networks: key.networks?.map(({ text }) => text) ?? null,
    created_by: key.createdBy === null ? null : (makers.get(key.createdBy) ?? null),
    created_at: time(key.createdAtMs),
    last_used_at: timeOrNull(key.lastUsedAtMs),
    expires_at: timeOrNull(key.expiresAtMs),
    replaced_by: key.replacedBy,
    requests_by_day: requests,
  };
}
