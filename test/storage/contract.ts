import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/api-key.ts';
import {
  trustId,
  type ApiKeyId,
  type ArtifactId,
  type DiscoveryId,
  type LedgerId,
  type OrganizationId,
  type ReservationId,
  type SessionId,
  type VisitorId,
} from '../../server/ids.ts';
import { systemRandom } from '../../server/random.ts';
import type {
  ArrivalTerms,
  Identity,
  KeyedHash,
  MintInput,
  Prefix,
  ReserveInput,
  Storage,
} from '../../server/storage/port.ts';

const id = <T extends string>() => trustId<T>(systemRandom.uuid());
const hash = (text: string) => text as KeyedHash;
const NOW = 1_800_000_000_000;

/** Who asks, under one pepper; what is not said is the same for everybody. */
function who(
  claim: { fingerprint?: string; core?: string; network?: string; device?: KeyedHash; version?: string } = {},
): Identity {
  return {
    pairs: [
      {
        fingerprint: hash(claim.fingerprint ?? 'browser'),
        core: hash(claim.core ?? `core of ${claim.fingerprint ?? 'browser'}`),
        network: hash(claim.network ?? 'network'),
      },
    ],
    devices: claim.device ? [claim.device] : [],
    libraryVersion: claim.version ?? '5.2',
  };
}

const prefixes = (network = 'network'): Prefix[] => [
  { prefixLength: 32, hashes: [hash(`${network}/32`)] },
  { prefixLength: 24, hashes: [hash('all/24')] },
];

const arrival = (change: Partial<ArrivalTerms> = {}): ArrivalTerms => ({
  prefixes: prefixes(),
  visitorsPerDayMax: 1_000,
  isEnough: () => true,
  ...change,
});

function mintInput(change: Partial<MintInput> = {}): MintInput {
  const key = makeApiKey('test', systemRandom);
  return {
    identity: who(),
    newDevice: hash(systemRandom.uuid()),
    newVisitorId: id<VisitorId>(),
    newOrganizationId: id<OrganizationId>(),
    key: { id: id<ApiKeyId>(), hash: key.hash, last4: key.last4 },
    proof: { id: systemRandom.uuid(), expiresAtMs: NOW + 1000 },
    arrival: arrival(),
    seats: 1,
    activeKeysMax: 5,
    lifetimeLimit: 10,
    nowMs: NOW,
    ...change,
  };
}

/** What every adapter of the storage port must do. */
export function storageContract(name: string, open: () => Promise<Storage>): void {
  describe(`${name} keeps the storage contract`, () => {
    let storage: Storage;
    let organizationId: OrganizationId;

    beforeEach(async () => {
      storage = await open();
      organizationId = await createOrganization();
    });
    afterEach(() => storage.close());

    async function createOrganization(): Promise<OrganizationId> {
      const key = makeApiKey('live', systemRandom);
      const organization = id<OrganizationId>();
      await storage.createLiveKey({
        organizationId: organization,
        organizationName: 'Acme',
        plan: 'developer',
        key: { id: id<ApiKeyId>(), hash: key.hash, last4: key.last4, name: null },
        nowMs: NOW,
      });
      return organization;
    }

    function reserveInput(change: Partial<ReserveInput> = {}): ReserveInput {
      return {
        discoveryId: id<DiscoveryId>(),
        artifactId: id<ArtifactId>(),
        reservationId: id<ReservationId>(),
        organizationId,
        ledger: { id: trustId<LedgerId>(`${organizationId}/2026-11`), limit: 10 },
        kind: 'discover',
        url: 'https://example.com/',
        options: { max_requests: 200 },
        requestHash: systemRandom.uuid(),
        idempotencyKey: null,
        reuseSinceMs: NOW - 1000,
        anonymousPerDayMax: null,
        nowMs: NOW,
        ...change,
      };
    }

    function finish(input: ReserveInput, settle: 'commit' | 'refund', nowMs = NOW) {
      return storage.finishDiscovery({
        id: input.discoveryId,
        organizationId: input.organizationId,
        reservationId: input.reservationId,
        status: settle === 'commit' ? 'completed' : 'failed',
        settle,
        result: settle === 'commit' ? { endpoints: [] } : null,
        events: [],
        failure: settle === 'commit' ? null : { code: 'target_unreachable', detail: 'No.' },
        nowMs,
      });
    }

    it('reserves exactly ten of two hundred that come at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, () => storage.reserveDiscovery(reserveInput())),
      );
      expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(10);
      expect(outcomes.filter(({ kind }) => kind === 'exhausted')).toHaveLength(190);
      const { ledger } = reserveInput();
      expect(await storage.readLedger(ledger)).toEqual({ limit: 10, used: 0, reserved: 10 });
    });

    it('charges a finished discovery once, however often it is settled', async () => {
      const input = reserveInput();
      await storage.reserveDiscovery(input);
      expect(await storage.commitReservation(input.reservationId, NOW)).toBe(true);
      expect(await storage.commitReservation(input.reservationId, NOW)).toBe(false);
      await finish(input, 'refund');
      expect(await storage.readLedger(input.ledger)).toEqual({ limit: 10, used: 1, reserved: 0 });
    });

    it('gives a refunded discovery back', async () => {
      const input = reserveInput();
      await storage.reserveDiscovery(input);
      await finish(input, 'refund');
      expect(await storage.readLedger(input.ledger)).toEqual({ limit: 10, used: 0, reserved: 0 });
      const record = await storage.findDiscovery(input.discoveryId, organizationId);
      expect(record).toMatchObject({ status: 'failed', charge: 'refunded' });
    });

    it('answers the same request within the hour from what is stored, uncharged', async () => {
      const first = reserveInput();
      await storage.reserveDiscovery(first);
      await finish(first, 'commit');
      const again = reserveInput({ requestHash: first.requestHash });
      expect(await storage.reserveDiscovery(again)).toEqual({
        kind: 'repeated',
        discoveryId: first.discoveryId,
      });
      const late = reserveInput({ requestHash: first.requestHash, reuseSinceMs: NOW + 1 });
      expect(await storage.reserveDiscovery(late)).toEqual({ kind: 'reserved' });
    });

    it('never answers one organization from what another has stored', async () => {
      const first = reserveInput();
      await storage.reserveDiscovery(first);
      await finish(first, 'commit');
      const other = await createOrganization();
      const same = reserveInput({ requestHash: first.requestHash, organizationId: other });
      expect(await storage.reserveDiscovery(same)).toEqual({ kind: 'reserved' });
      expect(await storage.findDiscovery(first.discoveryId, other)).toBeNull();
      expect(await storage.findArtifact(first.artifactId, other)).toBeNull();
      expect(await storage.listDiscoveries(other, 10)).toEqual([]);
    });

    it('repeats an Idempotency-Key, and refuses it for another request', async () => {
      const first = reserveInput({ idempotencyKey: 'k' });
      await storage.reserveDiscovery(first);
      const again = reserveInput({ idempotencyKey: 'k', requestHash: first.requestHash });
      expect(await storage.reserveDiscovery(again)).toMatchObject({ kind: 'repeated' });
      const other = reserveInput({ idempotencyKey: 'k' });
      expect(await storage.reserveDiscovery(other)).toEqual({ kind: 'idempotency_key_reused' });
    });

    it('gives back what a dead process left reserved, once, and lets its requests run again', async () => {
      const charged = reserveInput();
      await storage.reserveDiscovery(charged);
      await storage.commitReservation(charged.reservationId, NOW);
      const open = reserveInput({ idempotencyKey: 'k' });
      await storage.reserveDiscovery(open);
      expect(await storage.recoverReservations(NOW)).toBe(1);
      expect(await storage.recoverReservations(NOW)).toBe(0);
      expect(await storage.readLedger(open.ledger)).toEqual({ limit: 10, used: 1, reserved: 0 });
      const again = reserveInput({ idempotencyKey: 'k', requestHash: open.requestHash });
      expect(await storage.reserveDiscovery(again)).toEqual({ kind: 'reserved' });
    });

    it('lowers a limit no further than what is spent', async () => {
      const input = reserveInput();
      await storage.reserveDiscovery(input);
      const ledger = { ...input.ledger, limit: 0 };
      expect(await storage.reserveDiscovery(reserveInput({ ledger }))).toEqual({
        kind: 'exhausted',
      });
    });

    it('makes no new visitor without a proof', async () => {
      expect(await storage.mintKey(mintInput({ proof: null }))).toEqual({ kind: 'proof_required' });
    });

    it('makes one visitor of two hundred callers who look the same at once', async () => {
      const minted = await Promise.all(
        Array.from({ length: 200 }, () => storage.mintKey(mintInput())),
      );
      const visitors = minted.map((outcome) =>
        outcome.kind === 'minted' ? outcome.visitorId : outcome.kind,
      );
      expect(new Set(visitors).size).toBe(1);
    });

    it('lets a proof make one visitor only, even when it is sent twice at once', async () => {
      const proof = { id: 'solved', expiresAtMs: NOW + 1000 };
      const kinds = await Promise.all(
        ['a', 'b'].map(async (browser) => {
          const outcome = await storage.mintKey(mintInput({ proof, identity: who({ fingerprint: browser }) }));
          return outcome.kind;
        }),
      );
      expect(kinds.toSorted()).toEqual(['minted', 'proof_spent']);
    });

    it('knows a device wherever it goes, in the same organization', async () => {
      const first = mintInput();
      const born = await storage.mintKey(first);
      const away = mintInput({
        identity: who({
          device: first.newDevice,
          network: 'elsewhere',
          fingerprint: 'updated browser',
        }),
        proof: null,
      });
      const back = await storage.mintKey(away);
      expect(born).toMatchObject({ kind: 'minted', recognizedBy: 'none', newDeviceBound: true });
      expect(back).toMatchObject({
        kind: 'minted',
        recognizedBy: 'device',
        newDeviceBound: false,
        organizationId: first.newOrganizationId,
      });
    });

    it('gives whoever merely looks the same the same ledger in another organization', async () => {
      const first = mintInput();
      const second = mintInput({ proof: null });
      await storage.mintKey(first);
      expect(await storage.mintKey(second)).toMatchObject({
        recognizedBy: 'browser_and_network',
        visitorId: first.newVisitorId,
        organizationId: second.newOrganizationId,
      });
    });

    it('links a device’s new pair to its visitor, unless the pair is somebody’s', async () => {
      const ours = mintInput();
      const theirs = mintInput({ identity: who({ network: 'cafe' }) });
      await storage.mintKey(ours);
      await storage.mintKey(theirs);
      // Ours visits the café, whose pair is taken, and then a library, whose pair is free.
      const at = (network: string, device?: KeyedHash) =>
        storage.mintKey(
          mintInput({ identity: who({ network, ...(device ? { device } : {}) }), proof: null }),
        );
      await at('cafe', ours.newDevice);
      await at('library', ours.newDevice);
      const atCafe = await at('cafe');
      const atLibrary = await at('library');
      expect(atCafe).toMatchObject({ visitorId: theirs.newVisitorId });
      expect(atLibrary).toMatchObject({ visitorId: ours.newVisitorId });
    });

    it('keeps five active keys of a visitor and revokes the oldest', async () => {
      const inputs = Array.from({ length: 7 }, (_, index) => mintInput({ nowMs: NOW + index }));
      for (const input of inputs) await storage.mintKey(input);
      const states = await Promise.all(
        inputs.map(async ({ key }) => (await storage.findKey(key.hash))?.revokedAtMs === null),
      );
      expect(states).toEqual([false, false, true, true, true, true, true]);
    });

    it('keeps sessions within their organization', async () => {
      const session = {
        id: id<SessionId>(),
        organizationId,
        name: 'Mine',
        url: 'https://example.com/',
        options: {},
        jobId: null,
        status: 'active' as const,
        createdAtMs: NOW,
      };
      await storage.createSession(session);
      const other = await createOrganization();
      expect(await storage.findSession(session.id, other)).toBeNull();
      expect(await storage.updateSession(session.id, other, { status: 'ended' })).toBeNull();
      expect(await storage.deleteSession(session.id, other)).toBe(false);
      expect(await storage.findSession(session.id, organizationId)).toEqual(session);
      expect(await storage.deleteSession(session.id, organizationId)).toBe(true);
    });

    it('revokes a key once', async () => {
      const [key] = await storage.listLiveKeys();
      if (!key) throw new Error('no key');
      expect(await storage.revokeKey(key.id, NOW)).toBe(true);
      expect(await storage.revokeKey(key.id, NOW)).toBe(false);
    });
  });
}
