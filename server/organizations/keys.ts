import type { CreateApiKeyRequest, CreatedApiKey } from '../../shared/api-keys.ts';
import { makeApiKey } from '../identifiers/api-key.ts';
import { parseApiKeyId, trustId, type ApiKeyId, type UserId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { ListedKey } from '../storage/port/keys.ts';
import type { Clock } from '../time/clock.ts';
import type { Accounts } from './accounts.ts';
import { actorOf, auditRecord } from './audit.ts';
import { readRestrictions } from './key-restrictions.ts';
import { describeKey } from './list-keys.ts';
import type { Plan } from './plans.ts';
import type { OrganizationId } from '../identifiers/ids.ts';

/** How many keys of an organization may be active. Revoked, expired and replaced ones do not count. */
const ACTIVE_KEYS_MAX = 50;

export interface KeyDeps {
  storage: Storage;
  accounts: Pick<Accounts, 'findPerson'>;
  clock: Clock;
  random: Random;
}

/** A member who manages keys, and the organization that the gateway checked. */
export interface KeyManager {
  organizationId: OrganizationId;
  userId: UserId;
  plan: Plan;
}

/**
 * Makes a live key. Its secret is in the answer and nowhere else.
 * @throws Problem 400 naming the field, 403 `key_limit_reached`
 */
export async function createKey(
  request: CreateApiKeyRequest,
  by: KeyManager,
  deps: KeyDeps,
): Promise<CreatedApiKey> {
  const nowMs = deps.clock.now();
  const restrictions = readRestrictions(request, by.plan, nowMs);
  const { secret, id, hash, last4 } = newKey(deps);
  const name = request.name.trim();
  const isCreated = await deps.storage.createOrganizationKey({
    organizationId: by.organizationId,
    key: { id, hash, last4, name, ...restrictions },
    createdBy: by.userId,
    activeKeysMax: ACTIVE_KEYS_MAX,
    audit: await keyAudit('key.created', { name, last4 }, by, deps),
    nowMs,
  });
  if (!isCreated) {
    throw new Problem(
      'key_limit_reached',
      `An organization has at most ${ACTIVE_KEYS_MAX} active keys: revoke one that is not used any more.`,
    );
  }
  return reveal(secret, id, by, deps);
}

/**
 * Makes a key that replaces another, with the same name and restrictions. The old one works for `overlapSeconds` more.
 * The new key of one with an expiry lives as long as the old one was made for, from now on.
 * @throws Problem 404 for a key of another organization, as for an unknown ID; 400 for one that was replaced or does
 * not work
 */
export async function rotateKey(
  keyId: string,
  overlapSeconds: number,
  by: KeyManager,
  deps: KeyDeps,
): Promise<CreatedApiKey> {
  const nowMs = deps.clock.now();
  const old = await requireKey(keyId, by, deps);
  const { secret, id, hash, last4 } = newKey(deps);
  const lifetimeMs = old.expiresAtMs === null ? null : old.expiresAtMs - old.createdAtMs;
  const isRotated = await deps.storage.rotateKey({
    id: old.id,
    organizationId: by.organizationId,
    newKey: { id, hash, last4 },
    newExpiresAtMs: lifetimeMs === null ? null : nowMs + lifetimeMs,
    createdBy: by.userId,
    overlapMs: overlapSeconds * 1_000,
    audit: await keyAudit('key.rotated', old, by, deps),
    nowMs,
  });
  if (!isRotated) throw cannotRotate(await requireKey(keyId, by, deps));
  return reveal(secret, id, by, deps);
}

/**
 * Revokes a key from the next request on. Revoking it again changes nothing.
 * @throws Problem 404 for a key of another organization, as for an unknown ID
 */
export async function revokeKey(keyId: string, by: KeyManager, deps: KeyDeps): Promise<void> {
  const key = await requireKey(keyId, by, deps);
  await deps.storage.revokeOrganizationKey({
    id: key.id,
    organizationId: by.organizationId,
    audit: await keyAudit('key.revoked', key, by, deps),
    nowMs: deps.clock.now(),
  });
}

function newKey({ random }: KeyDeps) {
  return { ...makeApiKey('live', random), id: trustId<ApiKeyId>(random.uuid()) };
}

async function reveal(secret: string, id: ApiKeyId, by: KeyManager, deps: KeyDeps) {
  const key = await deps.storage.findOrganizationKey(id, by.organizationId);
  if (!key) throw new Error('A key that was just made is not there.');
  return { secret, api_key: await describeKey(key, deps) };
}

async function requireKey(keyId: string, by: KeyManager, deps: KeyDeps): Promise<ListedKey> {
  const id = parseApiKeyId(keyId);
  const key = id ? await deps.storage.findOrganizationKey(id, by.organizationId) : null;
  if (!key) throw new Problem('not_found', 'There is no such key in this organization.');
  return key;
}

async function keyAudit(
  action: 'key.created' | 'key.rotated' | 'key.revoked',
  key: { name: string | null; last4: string },
  { organizationId, userId }: KeyManager,
  deps: KeyDeps,
) {
  const actor = await actorOf(deps.accounts, userId);
  return auditRecord(deps, { organizationId, action, actor, target: keyLabel(key) });
}

/** How audit events and mails name a key. */
export const keyLabel = ({ name, last4 }: { name: string | null; last4: string }): string =>
  name === null ? `sk-live-…${last4}` : `${name} (sk-live-…${last4})`;

function cannotRotate({ revokedAtMs, replacedBy }: ListedKey): Problem {
  const why =
    replacedBy !== null
      ? 'This key was rotated already: rotate the key that replaced it.'
      : revokedAtMs !== null
        ? 'This key is revoked and cannot be rotated: make a new one.'
        : 'This key has expired and cannot be rotated: make a new one.';
  return new Problem('invalid_request', why);
}
