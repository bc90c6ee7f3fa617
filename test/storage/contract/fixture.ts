import { afterEach, beforeEach } from 'vitest';
import type { AuditAction } from '../../../shared/organization.ts';
import { makeApiKey } from '../../../server/identifiers/api-key.ts';
import {
  trustId,
  visitorLedgerId,
  type ApiKeyId,
  type ArtifactId,
  type AuditEventId,
  type DiscoveryId,
  type OrganizationId,
  type ReservationId,
  type VisitorId,
} from '../../../server/identifiers/ids.ts';
import type { KeyedHash } from '../../../server/identifiers/keyed-hash.ts';
import { systemRandom } from '../../../server/identifiers/random.ts';
import type { Storage } from '../../../server/storage/port.ts';
import type { Hold, LedgerRef, ReserveInput } from '../../../server/storage/port/reservations.ts';
import type { AuditRecord } from '../../../server/storage/port/audit.ts';
import {
  anyArrivals,
  GIVEN_BACK_MAX,
  leaseAt,
  PLAYGROUND_TERMS,
} from '../../support/storage-terms.ts';
import type { KeyRestrictions, NewKey } from '../../../server/storage/port/keys.ts';

export const NOW = 1_800_000_000_000;
export const DAY_MS = 24 * 3_600_000;

export const id = <T extends string>() => trustId<T>(systemRandom.uuid());

/** What every case begins with: an empty database that has one organization. */
export interface Fixture {
  storage: Storage;
  organizationId: OrganizationId;
}

/** Opens a database before each test of the current `describe`. @returns what the running test has */
export function useStorage(open: () => Promise<Storage>): Fixture {
  const fixture = {} as Fixture;
  beforeEach(async () => {
    fixture.storage = await open();
    fixture.organizationId = await addOrganization(fixture.storage);
  });
  afterEach(() => fixture.storage.close());
  return fixture;
}

export async function addOrganization(storage: Storage, name = 'Acme'): Promise<OrganizationId> {
  const made = id<OrganizationId>();
  await storage.ensureOrganization({ id: made, name, plan: 'developer', nowMs: NOW });
  return made;
}

export const UNRESTRICTED: KeyRestrictions = {
  access: 'full',
  modules: null,
  networks: null,
  expiresAtMs: null,
};

export function newKey(name: string | null = 'CI'): NewKey {
  const { hash, last4 } = makeApiKey('live', systemRandom);
  return { id: id<ApiKeyId>(), hash, last4, name };
}

export const auditOf = (
  organizationId: OrganizationId,
  target = 'x',
  action: AuditAction = 'key.created',
): AuditRecord => ({
  id: id<AuditEventId>(),
  organizationId,
  atMs: NOW,
  action,
  actor: 'Ada',
  target,
});

/** What the audit log of an organization tells, newest first. */
export async function targetsIn(storage: Storage, organizationId: OrganizationId) {
  const events = await storage.listAudit(organizationId, { before: null, limit: 100 });
  return events.map(({ target }) => target);
}

/** A visitor with an organization and a key. */
export async function addVisitor(storage: Storage) {
  const { hash, last4 } = makeApiKey('test', systemRandom);
  const text = systemRandom.uuid();
  const input = {
    visitorId: id<VisitorId>(),
    organizationId: id<OrganizationId>(),
    key: { id: id<ApiKeyId>(), hash, last4 },
  };
  const of = (what: string) => `${what} of ${text}` as KeyedHash;
  await storage.mintKey({
    identity: {
      pairs: [{ fingerprint: of('browser'), core: of('core'), network: of('network') }],
      devices: [],
      libraryVersion: '5.2',
    },
    newDevice: of('device'),
    newVisitorId: input.visitorId,
    newOrganizationId: input.organizationId,
    key: input.key,
    proof: { id: text, expiresAtMs: NOW + DAY_MS },
    ...PLAYGROUND_TERMS,
    arrival: anyArrivals([{ prefixLength: 32, hashes: [of('prefix')] }], 100),
    seats: 1,
    activeKeysMax: 5,
    lifetimeLimit: 10,
    nowMs: NOW,
  });
  return { ...input, ledger: { id: visitorLedgerId(input.visitorId), limit: 10 } };
}

/** The IDs of one more discovery. */
export const freshIds = () => ({
  discoveryId: id<DiscoveryId>(),
  artifactId: id<ArtifactId>(),
  reservationId: id<ReservationId>(),
});

/** What a reservation is held by until it is recovered. */
export const firstHold = ({ reservationId }: Pick<ReserveInput, 'reservationId'>): Hold => ({
  reservationId,
  attempt: 1,
});

/** Stores a discovery that has ended, or with `result: null` one that still runs. */
export async function addDiscovery(
  storage: Storage,
  owner: { organizationId: OrganizationId; ledger?: LedgerRef },
  change: { url?: string; nowMs?: number; result?: unknown } = {},
): Promise<ReserveInput> {
  const { url = 'https://example.com/', nowMs = NOW, result = { endpoints: [1, 2] } } = change;
  const input: ReserveInput = {
    ...freshIds(),
    organizationId: owner.organizationId,
    ledger: owner.ledger ?? { id: trustId(`${owner.organizationId}/2026-11`), limit: 100 },
    kind: 'discover',
    url,
    options: { max_requests: 200 },
    requestHash: systemRandom.uuid(),
    idempotencyKey: null,
    reuseSinceMs: null,
    concurrentMax: null,
    anonymousPerDayMax: null,
    lease: leaseAt(nowMs),
    nowMs,
  };
  await storage.reserveDiscovery(input);
  if (result === null) return input;
  await storage.finishDiscovery({
    id: input.discoveryId,
    organizationId: input.organizationId,
    hold: firstHold(input),
    givenBackMax: GIVEN_BACK_MAX,
    status: 'completed',
    settle: 'commit',
    result,
    events: [{ type: 'done', discovery_id: input.discoveryId }],
    failure: null,
    nowMs,
  });
  return input;
}
