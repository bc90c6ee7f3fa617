import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import {
  trustId,
  visitorLedgerId,
  type ApiKeyId,
  type ArtifactId,
  type DiscoveryId,
  type LedgerId,
  type OrganizationId,
  type ReservationId,
  type SessionId,
  type VisitorId,
} from '../../server/identifiers/ids.ts';
import type { KeyedHash } from '../../server/identifiers/keyed-hash.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Storage } from '../../server/storage/port.ts';
import type { ReserveInput } from '../../server/storage/port/reservations.ts';
import type {
  ArrivalTerms,
  Identity,
  MintInput,
  Prefix,
} from '../../server/storage/port/visitors.ts';
import {
  anyArrivals,
  GIVEN_BACK_MAX,
  leaseAt,
  PLAYGROUND_TERMS,
} from '../support/storage-terms.ts';
import { HALF_LIFE_MS } from '../../server/limits/half-life.ts';
import { firstHold } from './contract/fixture.ts';
import { leasesContract } from './contract/leases.ts';
import { auditContract } from './contract/audit.ts';
import { claimsContract } from './contract/claims.ts';
import { discoveriesContract } from './contract/discoveries.ts';
import { funnelContract } from './contract/funnel.ts';
import { keysContract } from './contract/keys.ts';
import { organizationsContract } from './contract/organizations.ts';
import { sitesContract } from './contract/sites.ts';
import { usageContract } from './contract/usage.ts';

const id = <T extends string>() => trustId<T>(systemRandom.uuid());
const hash = (text: string) => text as KeyedHash;
const NOW = 1_800_000_000_000;
const RESERVED = { kind: 'reserved', attempt: 1 };
const settled = (used: number | null) => ({ kind: 'settled', used });

/** Who asks, under one pepper; what is not said is the same for everybody. */
function who(
  claim: {
    fingerprint?: string;
    core?: string;
    network?: string;
    device?: KeyedHash;
    version?: string;
  } = {},
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
  ...anyArrivals(prefixes(), 1_000),
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
    ...PLAYGROUND_TERMS,
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
        concurrentMax: null,
        anonymousPerDayMax: null,
        lease: leaseAt(NOW),
        nowMs: NOW,
        ...change,
      };
    }

    function finish(input: ReserveInput, settle: 'commit' | 'refund', nowMs = NOW) {
      return storage.finishDiscovery({
        id: input.discoveryId,
        organizationId: input.organizationId,
        hold: firstHold(input),
        givenBackMax: GIVEN_BACK_MAX,
        status: settle === 'commit' ? 'completed' : 'failed',
        settle,
        result: settle === 'commit' ? { endpoints: [] } : null,
        events: [],
        failure: settle === 'commit' ? null : { code: 'target_unreachable', detail: 'No.' },
        nowMs,
      });
    }

    it('reserves exactly ten discoveries when two hundred are asked for at once', async () => {
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
      expect(await storage.commitReservation(firstHold(input), NOW)).toEqual(settled(1));
      expect(await storage.commitReservation(firstHold(input), NOW)).toEqual(settled(null));
      await finish(input, 'refund');
      expect(await storage.readLedger(input.ledger)).toEqual({ limit: 10, used: 1, reserved: 0 });
    });

    it('gives a discovery that is refunded back to the quota', async () => {
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
      expect(await storage.reserveDiscovery(late)).toEqual(RESERVED);
    });

    it('never answers one organization from what another has stored', async () => {
      const first = reserveInput();
      await storage.reserveDiscovery(first);
      await finish(first, 'commit');
      const other = await createOrganization();
      const same = reserveInput({ requestHash: first.requestHash, organizationId: other });
      expect(await storage.reserveDiscovery(same)).toEqual(RESERVED);
      expect(await storage.findDiscovery(first.discoveryId, other)).toBeNull();
      expect(await storage.findArtifact(first.artifactId, other)).toBeNull();
      expect(await storage.listDiscoveries(other, 10)).toEqual([]);
    });

    it('keeps the latest fifty discoveries that were given back, and every discovery that was charged', async () => {
      const charged = reserveInput();
      await storage.reserveDiscovery(charged);
      await finish(charged, 'commit');
      const failed = Array.from({ length: 60 }, () => reserveInput());
      for (const [index, input] of failed.entries()) {
        await storage.reserveDiscovery(input);
        await finish(input, 'refund', NOW + index);
      }
      const found = await Promise.all(
        failed.map(({ discoveryId }) => storage.findDiscovery(discoveryId, organizationId)),
      );
      expect(found.map((record) => record !== null)).toEqual(failed.map((_, i) => i >= 10));
      expect(await storage.findDiscovery(charged.discoveryId, organizationId)).not.toBeNull();
      expect(await storage.readLedger(charged.ledger)).toMatchObject({ used: 1, reserved: 0 });
    });

    it('answers a repeated Idempotency-Key with the first discovery, and refuses it for another request', async () => {
      const first = reserveInput({ idempotencyKey: 'k' });
      await storage.reserveDiscovery(first);
      const again = reserveInput({ idempotencyKey: 'k', requestHash: first.requestHash });
      expect(await storage.reserveDiscovery(again)).toMatchObject({ kind: 'repeated' });
      const other = reserveInput({ idempotencyKey: 'k' });
      expect(await storage.reserveDiscovery(other)).toEqual({ kind: 'idempotency_key_reused' });
    });

    it('never lowers the stored limit of a quota below what is spent', async () => {
      const input = reserveInput();
      await storage.reserveDiscovery(input);
      const ledger = { ...input.ledger, limit: 0 };
      expect(await storage.reserveDiscovery(reserveInput({ ledger }))).toEqual({
        kind: 'exhausted',
      });
    });

    it('creates no visitor without a proof of work', async () => {
      expect(await storage.mintKey(mintInput({ proof: null }))).toEqual({ kind: 'proof_required' });
    });

    it('creates one visitor for two hundred callers who look the same and come at once', async () => {
      const minted = await Promise.all(
        Array.from({ length: 200 }, () => storage.mintKey(mintInput())),
      );
      const visitors = minted.map((outcome) =>
        outcome.kind === 'minted' ? outcome.visitorId : outcome.kind,
      );
      expect(new Set(visitors).size).toBe(1);
    });

    it('creates only one visitor for a proof that is sent twice at once', async () => {
      const proof = { id: 'solved', expiresAtMs: NOW + 1000 };
      const kinds = await Promise.all(
        ['a', 'b'].map(async (browser) => {
          const outcome = await storage.mintKey(
            mintInput({ proof, identity: who({ fingerprint: browser }) }),
          );
          return outcome.kind;
        }),
      );
      expect(kinds.toSorted()).toEqual(['minted', 'proof_spent']);
    });

    it('recognises a device on another network and with another browser, and keeps its organization', async () => {
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

    it('gives a caller with the same browser and network the same ledger in another organization', async () => {
      const first = mintInput();
      const second = mintInput({ proof: null });
      await storage.mintKey(first);
      expect(await storage.mintKey(second)).toMatchObject({
        recognizedBy: 'browser_and_network',
        visitorId: first.newVisitorId,
        organizationId: second.newOrganizationId,
      });
    });

    it('links a new browser and network of a device to its visitor, unless they belong to another visitor', async () => {
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

    it('recognises a visitor by the latest 64 pairs of browser and network of its device', async () => {
      const device = hash('device');
      await storage.mintKey(mintInput({ newDevice: device }));
      const prints = Array.from({ length: 70 }, (_, index) => `browser ${index}`);
      for (const [index, fingerprint] of prints.entries()) {
        const identity = who({ fingerprint, device });
        await storage.mintKey(mintInput({ identity, nowMs: NOW + 1 + index }));
      }
      const known = await Promise.all(
        prints.map((fingerprint) =>
          storage.recognise({ identity: who({ fingerprint }), seats: 1 }),
        ),
      );
      const isKnown = (index: number) => (index < 6 ? 'none' : 'browser_and_network');
      expect(known).toEqual(prints.map((_, index) => isKnown(index)));
    });

    it('keeps five active keys of a visitor, and revokes the oldest at the sixth', async () => {
      const inputs = Array.from({ length: 7 }, (_, index) => mintInput({ nowMs: NOW + index }));
      for (const input of inputs) await storage.mintKey(input);
      const states = await Promise.all(
        inputs.map(async ({ key }) => (await storage.findKey(key.hash))?.revokedAtMs === null),
      );
      expect(states).toEqual([false, false, true, true, true, true, true]);
    });

    const arrivalsOf = (network: string, nowMs = NOW, fingerprint = 'browser') =>
      storage.readArrivals({
        identity: who({ network, fingerprint }),
        prefixes: prefixes(network),
        halfLifeMs: HALF_LIFE_MS,
        nowMs,
      });

    it('counts a new visitor once at every prefix, and halves the counts in a day', async () => {
      for (const fingerprint of ['a', 'b']) {
        const identity = who({ fingerprint });
        await storage.mintKey(mintInput({ identity }));
        await storage.mintKey(mintInput({ identity }));
      }
      const counts = async (network: string, nowMs: number) =>
        (await arrivalsOf(network, nowMs)).levels.map((level) => level.decayedCount);
      expect(await counts('network', NOW)).toEqual([2, 2]);
      expect(await counts('neighbour', NOW)).toEqual([0, 2]);
      expect(await counts('network', NOW + 24 * 3_600_000)).toEqual([1, 1]);
      expect((await arrivalsOf('network')).visitorsToday).toBe(2);
    });

    it('decays a count to the present before it adds to it, and leaves it as it is where the clock ran backwards', async () => {
      await storage.mintKey(mintInput({ identity: who({ fingerprint: 'a' }) }));
      const nowMs = NOW + 24 * 3_600_000;
      await storage.mintKey(mintInput({ identity: who({ fingerprint: 'b' }), nowMs }));
      expect((await arrivalsOf('network', nowMs)).levels[0]?.decayedCount).toBeCloseTo(1.5, 9);
      expect((await arrivalsOf('network', NOW)).levels[0]?.decayedCount).toBeCloseTo(1.5, 9);
    });

    it('counts the new visitors whose fingerprint was never seen on any network', async () => {
      await storage.mintKey(mintInput({ identity: who({ fingerprint: 'model' }) }));
      const second = { identity: who({ fingerprint: 'model', network: 'other' }) };
      expect((await arrivalsOf('other', NOW, 'model')).isFingerprintKnown).toBe(true);
      await storage.mintKey(
        mintInput({ ...second, arrival: arrival({ prefixes: prefixes('other') }) }),
      );
      const { levels, isFingerprintKnown } = await arrivalsOf('other', NOW, 'never seen');
      expect(isFingerprintKnown).toBe(false);
      expect(levels.map((level) => level.neverSeenCount)).toEqual([0, 1]);
    });

    it('creates a visitor only within the bounds, which all earlier visitors count for, even when they come at once', async () => {
      const { bounds } = arrival();
      const upTo = (decayedCountMax: number) =>
        arrival({
          bounds: {
            ...bounds,
            levels: bounds.levels.map((level) => ({ ...level, decayedCountMax })),
          },
        });
      const inputs = Array.from({ length: 20 }, (_, i) =>
        mintInput({ identity: who({ fingerprint: `browser ${i}` }), arrival: upTo(2) }),
      );
      const outcomes = await Promise.all(inputs.map((input) => storage.mintKey(input)));
      expect(outcomes.filter(({ kind }) => kind === 'minted')).toHaveLength(3);
      const refused = outcomes.find(({ kind }) => kind === 'out_of_bounds');
      expect(refused).toMatchObject({
        arrivals: { levels: [{ decayedCount: 3 }, { decayedCount: 3 }], visitorsToday: 3 },
      });
      // The proof of whoever was refused is still worth something.
      const last = inputs.at(-1);
      if (!last) throw new Error('nobody');
      expect(await storage.mintKey({ ...last, arrival: upTo(3) })).toMatchObject({
        kind: 'minted',
      });
    });

    it('holds each bound of a new visitor: of every prefix, of the day, and whether the fingerprint is known', async () => {
      await storage.mintKey(mintInput({ identity: who({ fingerprint: 'a' }) }));
      const { bounds } = arrival();
      const [first, ...others] = bounds.levels;
      if (!first) throw new Error('no level');
      const narrow = [
        { levels: [{ ...first, decayedCountMax: 0 }, ...others] },
        { levels: [first, ...others.map((level) => ({ ...level, decayedCountMax: 0.99 }))] },
        { levels: [{ ...first, neverSeenCountMax: 0 }, ...others] },
        { levels: [first] },
        { visitorsTodayMax: 0 },
        { needsKnownFingerprint: true },
      ];
      for (const change of narrow) {
        const input = mintInput({
          identity: who({ fingerprint: 'b' }),
          arrival: arrival({ bounds: { ...bounds, ...change } }),
        });
        expect(await storage.mintKey(input), JSON.stringify(change)).toMatchObject({
          kind: 'out_of_bounds',
        });
      }
      expect((await arrivalsOf('network')).visitorsToday).toBe(1);
    });

    it('uses up a proof once, whether a visitor is created for it or not', async () => {
      const proof = { id: 'cheap', expiresAtMs: NOW + 1000 };
      const spent = await Promise.all([
        storage.spendProof(proof, NOW),
        storage.spendProof(proof, NOW),
      ]);
      expect(spent.toSorted()).toEqual([false, true]);
      expect(await storage.mintKey(mintInput({ proof }))).toEqual({ kind: 'proof_spent' });
      const used = mintInput();
      await storage.mintKey(used);
      if (used.proof) expect(await storage.spendProof(used.proof, NOW)).toBe(false);
    });

    it('creates no more visitors a day than the limit, and uses up no proof of those it refuses', async () => {
      const full = arrival({ visitorsPerDayMax: 5 });
      const births = Array.from({ length: 20 }, (_, i) =>
        mintInput({ identity: who({ fingerprint: `browser ${i}` }), arrival: full }),
      );
      const outcomes = await Promise.all(births.map((birth) => storage.mintKey(birth)));
      expect(outcomes.filter(({ kind }) => kind === 'minted')).toHaveLength(5);
      const late = births.at(-1);
      if (!late) throw new Error('no birth');
      expect(await storage.mintKey(late)).toEqual({ kind: 'day_full' });
      const tomorrow = { ...late, nowMs: NOW + 24 * 3_600_000 };
      expect(await storage.mintKey(tomorrow)).toMatchObject({ kind: 'minted' });
      const back = mintInput({ identity: who({ fingerprint: 'browser 0' }), arrival: full });
      expect(await storage.mintKey(back)).toMatchObject({ kind: 'minted' });
    });

    it('gives each seat of a browser and network a visitor of its own, and further callers the ledger of the first', async () => {
      const births = Array.from({ length: 3 }, () => mintInput({ seats: 3 }));
      for (const birth of births) await storage.mintKey(birth);
      expect(await storage.recognise({ identity: who(), seats: 3 })).toBe('browser_and_network');
      const fourth = await storage.mintKey(mintInput({ seats: 3, proof: null }));
      const visitors = births.map(({ newVisitorId }) => newVisitorId);
      expect(visitors).toContain(fourth.kind === 'minted' && fourth.visitorId);
      expect(await storage.recognise({ identity: who(), seats: 4 })).toBe('none');
    });

    it('finds a link that another version of the fingerprint library made, and rewrites it for the current version', async () => {
      const first = mintInput({ identity: who({ fingerprint: '5.2', core: 'core' }) });
      await storage.mintKey(first);
      const upgraded = who({ fingerprint: '5.3', core: 'core', version: '5.3' });
      const again = await storage.mintKey(mintInput({ identity: upgraded, proof: null }));
      expect(again).toMatchObject({ visitorId: first.newVisitorId });
      const sameVersion = who({ fingerprint: 'other', core: 'core', version: '5.3' });
      expect(await storage.recognise({ identity: sameVersion, seats: 1 })).toBe('none');
    });

    it('finds a row that is stored under an older pepper, and rewrites it under the current one', async () => {
      const first = mintInput({ identity: { ...who(), devices: [] } });
      await storage.mintKey(first);
      const [old] = who().pairs;
      const [current] = who({ fingerprint: 'new', network: 'new' }).pairs;
      const identity: Identity = { ...who(), pairs: [current, old], devices: [] };
      const again = await storage.mintKey(mintInput({ identity, proof: null }));
      expect(again).toMatchObject({ visitorId: first.newVisitorId });
      expect(await storage.recognise({ identity: who(), seats: 1 })).toBe('none');
      const rotated: Identity = { ...who(), pairs: [current] };
      expect(await storage.recognise({ identity: rotated, seats: 1 })).toBe('browser_and_network');
      const cookie: Identity = { ...rotated, devices: [hash('new token'), first.newDevice] };
      await storage.mintKey(mintInput({ identity: cookie }));
      const later = { identity: who({ device: hash('new token'), network: 'away' }), seats: 1 };
      expect(await storage.recognise(later)).toBe('device');
    });

    it('admits a key from four networks a day, however many ask at once', async () => {
      const born = mintInput();
      await storage.mintKey(born);
      const admit = (network: string, nowMs = NOW) =>
        storage.admitKeyNetwork({
          keyId: born.key.id,
          networks: [hash(network)],
          networksMax: 4,
          nowMs,
        });
      const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => admit(`n${i}`)));
      expect(asked.filter(Boolean)).toHaveLength(4);
      expect(await admit('n0')).toBe(true);
      expect(await admit('n19')).toBe(false);
      expect(await admit('n19', NOW + 24 * 3_600_000)).toBe(true);
      const rotated = { keyId: born.key.id, networksMax: 4, nowMs: NOW };
      const networks = [hash('under a new pepper'), hash('n0')] as const;
      expect(await storage.admitKeyNetwork({ ...rotated, networks })).toBe(true);
    });

    it('begins no more anonymous discoveries a day than the limit', async () => {
      const born = mintInput();
      await storage.mintKey(born);
      const ledger = { id: visitorLedgerId(born.newVisitorId), limit: 10 };
      const anonymous = (change: Partial<ReserveInput> = {}) =>
        reserveInput({
          organizationId: born.newOrganizationId,
          ledger,
          anonymousPerDayMax: 2,
          ...change,
        });
      const first = anonymous();
      const kinds = [];
      for (const input of [first, anonymous(), anonymous()]) {
        kinds.push((await storage.reserveDiscovery(input)).kind);
      }
      expect(kinds).toEqual(['reserved', 'reserved', 'day_full']);
      expect(await storage.readLedger(ledger)).toMatchObject({ reserved: 2 });
      expect(await storage.reserveDiscovery(reserveInput())).toEqual(RESERVED);
      await finish(first, 'refund');
      expect(await storage.reserveDiscovery(anonymous())).toEqual(RESERVED);
      const spent = { ...ledger, limit: 2 };
      expect(await storage.reserveDiscovery(anonymous({ ledger: spent }))).toEqual({
        kind: 'exhausted',
      });
    });

    it('deletes links and devices that were not seen since the given time, and never a ledger', async () => {
      const born = mintInput();
      await storage.mintKey(born);
      const ledger = { id: visitorLedgerId(born.newVisitorId), limit: 10 };
      const spent = reserveInput({ ledger, organizationId: born.newOrganizationId });
      await storage.reserveDiscovery(spent);
      await storage.commitReservation(firstHold(spent), NOW);
      const DAY_MS = 24 * 3_600_000;
      const later = NOW + 400 * DAY_MS;
      const young = mintInput({ identity: who({ network: 'other' }), nowMs: later });
      await storage.mintKey(young);
      const swept = await storage.sweep({
        linksSinceMs: later - 396 * DAY_MS,
        arrivalsSinceMs: later - 14 * DAY_MS,
        nowMs: later,
      });
      expect(swept).toEqual({ links: 2 });
      const cookie = who({ device: born.newDevice, network: 'away' });
      expect(await storage.recognise({ identity: cookie, seats: 1 })).toBe('none');
      expect(await storage.recognise({ identity: who(), seats: 1 })).toBe('none');
      expect(await storage.recognise({ identity: young.identity, seats: 1 })).not.toBe('none');
      expect(await storage.readLedger(ledger)).toEqual({ limit: 10, used: 1, reserved: 0 });
    });

    it('keeps a link and a device that are seen again before they expire', async () => {
      const born = mintInput();
      await storage.mintKey(born);
      const MONTH_MS = 30 * 24 * 3_600_000;
      let nowMs = NOW;
      for (let month = 0; month < 24; month += 6) {
        nowMs += 6 * MONTH_MS;
        const identity = who({ device: born.newDevice });
        await storage.mintKey(mintInput({ identity, proof: null, nowMs }));
      }
      expect(
        await storage.sweep({ linksSinceMs: nowMs - 13 * MONTH_MS, arrivalsSinceMs: 0, nowMs }),
      ).toEqual({ links: 0 });
    });

    it('never reads, changes or deletes a session of another organization', async () => {
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

    it('revokes a key once, and reports a second revocation as having changed nothing', async () => {
      const [key] = await storage.listLiveKeys();
      if (!key) throw new Error('no key');
      expect(await storage.revokeKey(key.id, NOW)).toBe(true);
      expect(await storage.revokeKey(key.id, NOW)).toBe(false);
    });

    it('numbers the charges of a ledger 1, 2, 3 …, however many end at once and whichever way', async () => {
      const inputs = Array.from({ length: 10 }, () => reserveInput());
      for (const input of inputs) await storage.reserveDiscovery(input);
      const settlements = await Promise.all(
        inputs.map((input, index) =>
          index % 2 === 0
            ? storage.commitReservation(firstHold(input), NOW)
            : finish(input, 'commit'),
        ),
      );
      const numbers = settlements.map((one) => (one.kind === 'settled' ? one.used : null));
      expect(numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
      ]);
    });

    it('gives no number to a discovery that is refunded, or was charged before', async () => {
      const [refunded, charged] = [reserveInput(), reserveInput()];
      await storage.reserveDiscovery(refunded);
      await storage.reserveDiscovery(charged);
      expect(await finish(refunded, 'refund')).toEqual(settled(null));
      expect(await storage.commitReservation(firstHold(charged), NOW)).toEqual(settled(1));
      expect(await finish(charged, 'commit')).toEqual(settled(null));
    });

    it('has a case that calls each method', () => {
      const room = new URL('./contract/', import.meta.url);
      const files = [...readdirSync(room).map((name) => new URL(name, room)), import.meta.filename];
      const text = files.map((file) => readFileSync(file, 'utf8')).join('');
      const missing = Object.keys(storage).filter((method) => !text.includes(`storage.${method}(`));
      expect(missing).toEqual([]);
    });
  });

  describe(`${name} keeps the storage contract of`, () => {
    auditContract(open);
    claimsContract(open);
    discoveriesContract(open);
    funnelContract(open);
    keysContract(open);
    leasesContract(open);
    organizationsContract(open);
    sitesContract(open);
    usageContract(open);
  });
}
