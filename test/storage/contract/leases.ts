import { describe, expect, it } from 'vitest';
import type { ReserveInput } from '../../../server/storage/port/reservations.ts';
import type { Storage } from '../../../server/storage/port.ts';
import { GIVEN_BACK_MAX, leaseAt, LEASE_MS } from '../../support/storage-terms.ts';
import { addDiscovery, addVisitor, firstHold, freshIds, NOW, useStorage } from './fixture.ts';

const LOST = { kind: 'lost' };
const FAILURE = { code: 'interrupted', detail: 'The service stopped while this ran.' };

/** Who may end a discovery, and what becomes of one whose process is gone. */
export function leasesContract(open: () => Promise<Storage>): void {
  describe('leases of running discoveries', () => {
    const fixture = useStorage(open);
    const run = () => addDiscovery(fixture.storage, fixture, { result: null });
    const recover = (nowMs: number, which: 'expired' | 'all' = 'expired') =>
      fixture.storage.recoverReservations({
        which,
        failure: FAILURE,
        givenBackMax: GIVEN_BACK_MAX,
        nowMs,
      });
    const finish = (input: ReserveInput, settle: 'commit' | 'refund', attempt = 1) =>
      fixture.storage.finishDiscovery({
        id: input.discoveryId,
        organizationId: input.organizationId,
        hold: { ...firstHold(input), attempt },
        status: 'completed',
        settle,
        result: { endpoints: ['from a late writer'] },
        events: [{ type: 'endpoint_found' }],
        failure: null,
        givenBackMax: GIVEN_BACK_MAX,
        nowMs: NOW + LEASE_MS + 1,
      });
    const recordOf = ({ discoveryId }: ReserveInput) =>
      fixture.storage.findDiscovery(discoveryId, fixture.organizationId);
    const quotaOf = ({ ledger }: ReserveInput) => fixture.storage.readLedger(ledger);

    it('recoverReservations gives back what has expired, once, and leaves what other processes hold', async () => {
      const { storage, organizationId } = fixture;
      const gone = await run();
      const living = {
        ...gone,
        ...freshIds(),
        lease: leaseAt(NOW + 5_000, 'another node'),
      };
      await storage.reserveDiscovery(living);
      expect(await recover(NOW + LEASE_MS - 1)).toBe(0);
      expect(await recover(NOW + LEASE_MS)).toBe(1);
      expect(await recover(NOW + LEASE_MS)).toBe(0);
      expect(await quotaOf(gone)).toMatchObject({ used: 0, reserved: 1 });
      expect(await recordOf(gone)).toMatchObject({
        status: 'failed',
        charge: 'refunded',
        failure: FAILURE,
        completedAtMs: NOW + LEASE_MS,
      });
      expect(await storage.findDiscovery(living.discoveryId, organizationId)).toMatchObject({
        status: 'running',
        charge: 'reserved',
      });
    });

    it('recoverReservations gives back all where no other process can hold one', async () => {
      const input = await run();
      expect(await recover(NOW, 'all')).toBe(1);
      expect(await quotaOf(input)).toMatchObject({ used: 0, reserved: 0 });
    });

    it('recoverReservations ends a charged discovery and keeps its charge', async () => {
      const input = await run();
      await fixture.storage.commitReservation(firstHold(input), NOW);
      expect(await recover(NOW + LEASE_MS)).toBe(1);
      expect(await quotaOf(input)).toMatchObject({ used: 1, reserved: 0 });
      expect(await recordOf(input)).toMatchObject({ status: 'failed', charge: 'committed' });
    });

    it('recoverReservations lets the same request run again under its Idempotency-Key', async () => {
      const { storage } = fixture;
      const input = { ...(await run()), idempotencyKey: 'k' };
      const first = { ...input, ...freshIds() };
      await storage.reserveDiscovery(first);
      await recover(NOW + LEASE_MS);
      const again = { ...input, ...freshIds() };
      expect(await storage.reserveDiscovery(again)).toMatchObject({ kind: 'reserved' });
    });

    it('recoverReservations keeps the latest of those that were given back, and gives a visitor’s day back too', async () => {
      const { storage } = fixture;
      const visitor = await addVisitor(storage);
      const input = await addDiscovery(storage, visitor, { result: null });
      const anonymous = { ...input, ...freshIds(), anonymousPerDayMax: 1 };
      await storage.reserveDiscovery(anonymous);
      await storage.recoverReservations({
        which: 'all',
        failure: FAILURE,
        givenBackMax: 1,
        nowMs: NOW,
      });
      const page = { query: '', limit: 9, offset: 0 };
      expect((await storage.searchDiscoveries(visitor.organizationId, page)).total).toBe(1);
      const next = { ...anonymous, ...freshIds() };
      expect(await storage.reserveDiscovery(next)).toMatchObject({ kind: 'reserved' });
    });

    it('a late writer whose reservation was given back changes nothing, and is told so', async () => {
      const { storage } = fixture;
      const input = await run();
      await recover(NOW + LEASE_MS);
      const before = await recordOf(input);
      expect(await storage.commitReservation(firstHold(input), NOW + LEASE_MS)).toEqual(LOST);
      expect(await finish(input, 'commit')).toEqual(LOST);
      expect(await finish(input, 'refund')).toEqual(LOST);
      expect(await quotaOf(input)).toMatchObject({ used: 0, reserved: 0 });
      expect(await recordOf(input)).toEqual(before);
    });

    it('a late writer of a discovery that was charged before changes nothing either', async () => {
      const { storage } = fixture;
      const input = await run();
      await storage.commitReservation(firstHold(input), NOW);
      await recover(NOW + LEASE_MS);
      const before = await recordOf(input);
      expect(await storage.commitReservation(firstHold(input), NOW + LEASE_MS)).toEqual(LOST);
      expect(await finish(input, 'commit')).toEqual(LOST);
      expect(await recordOf(input)).toEqual(before);
      expect(await quotaOf(input)).toMatchObject({ used: 1, reserved: 0 });
    });

    it('nobody ends a discovery of another attempt', async () => {
      const { storage } = fixture;
      const input = await run();
      const hold = { ...firstHold(input), attempt: 2 };
      expect(await storage.commitReservation(hold, NOW)).toEqual(LOST);
      expect(await finish(input, 'commit', 2)).toEqual(LOST);
      expect(await quotaOf(input)).toMatchObject({ used: 0, reserved: 1 });
      expect(await recordOf(input)).toMatchObject({ status: 'running' });
    });

    it('finishDiscovery stores a result once: a second call of the same attempt changes nothing', async () => {
      const input = await run();
      expect(await finish(input, 'commit')).toEqual({ kind: 'settled', used: 1 });
      const before = await recordOf(input);
      expect(await finish(input, 'refund')).toEqual({ kind: 'settled', used: null });
      expect(await recordOf(input)).toEqual(before);
      expect(await quotaOf(input)).toMatchObject({ used: 1, reserved: 0 });
    });

    it('commitReservation charges nothing that its own attempt has given back', async () => {
      const { storage } = fixture;
      const input = await run();
      await finish(input, 'refund');
      expect(await storage.commitReservation(firstHold(input), NOW)).toEqual(LOST);
      expect(await quotaOf(input)).toMatchObject({ used: 0, reserved: 0 });
    });

    it('extendLeases keeps what runs, even after it has expired, and names what is lost or has ended', async () => {
      const { storage } = fixture;
      const [kept, lost, ended] = [await run(), await run(), await run()];
      const hold = (input: ReserveInput, attempt = 1) => ({ ...firstHold(input), attempt });
      await finish(ended, 'commit');
      const answer = await storage.extendLeases({
        holds: [hold(kept), hold(lost, 2), hold(ended)],
        expiresAtMs: NOW + 3 * LEASE_MS,
      });
      expect(answer.toSorted()).toEqual([lost.reservationId, ended.reservationId].toSorted());
      expect(await recover(NOW + 2 * LEASE_MS)).toBe(1);
      expect(await recordOf(kept)).toMatchObject({ status: 'running' });
      expect(await recordOf(lost)).toMatchObject({ status: 'failed' });
      expect(await recordOf(ended)).toMatchObject({ status: 'completed' });
    });

    it('of a recovery and an end at the same moment one wins, and the quota is settled once', async () => {
      const inputs = await Promise.all(Array.from({ length: 20 }, run));
      const ends = inputs.map((input) => finish(input, 'commit'));
      const [recovered, settlements] = await Promise.all([
        recover(NOW + LEASE_MS),
        Promise.all(ends),
      ]);
      const charged = settlements.filter(({ kind }) => kind === 'settled').length;
      expect(charged + recovered).toBe(20);
      const [input] = inputs;
      if (!input) throw new Error('no run');
      expect(await quotaOf(input)).toMatchObject({ used: charged, reserved: 0 });
    });
  });
}
