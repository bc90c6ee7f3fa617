import {
  isVisitorLedger,
  trustId,
  type DiscoveryId,
  type NodeId,
  type OrganizationId,
} from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { Throttle, THROTTLES } from '../limits/throttle.ts';
import type { Storage } from '../storage/port.ts';
import type { ReserveOutcome } from '../storage/port/reservations.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import type { Clock } from '../time/clock.ts';
import { carryOut, type Work } from './carry-out.ts';
import { leaseFrom } from './leases.ts';
import { overloaded } from './refusals.ts';
import { newRun, refusalOf, reserve, type StartInput } from './reserve.ts';
import { Run } from './run.ts';
import { Slots } from './slots.ts';

/** How long a run goes on after its last follower left, so that a dropped connection can come back. */
const ABANDONED_MS = 2_000;
/** Calls that wait. With more the answer is 503, since a longer wait would outlast the client's own time limit. */
const WAITING_MAX = 32;
const RESERVING_MAX = 1_000;

/** A run that this call began, or an earlier one of the same request (which may still run). */
export type Started =
  | { kind: 'began'; run: Run }
  | { kind: 'joined'; run: Run }
  | { kind: 'stored'; record: DiscoveryRecord };

export interface RunnerDeps {
  storage: Storage;
  clock: Clock;
  random: Random;
  /** How many runs work at once. */
  capacity: number;
  /** Discoveries that all anonymous visitors together may begin on one UTC day. */
  anonymousPerDayMax: number;
  /** Told of each discovery that was charged, once it has ended. */
  onCharged?: (run: Run) => void;
  log: { error(details: object, message: string): void };
}

/** Reserves discoveries and runs them. Each is charged exactly once, or given back. */
export class Runner {
  readonly #deps: RunnerDeps;
  readonly #nodeId: NodeId;
  readonly #runs = new Map<DiscoveryId, Run>();
  readonly #slots: Slots;
  /** Discoveries that did not reach their target, by ledger. */
  readonly #unreached: Throttle;
  /** Calls that wait for their reservation. A burst of calls must not get past `WAITING_MAX` together. */
  #reserving = 0;
  #isClosing = false;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
    this.#nodeId = trustId(deps.random.uuid());
    this.#slots = new Slots(deps.capacity);
    this.#unreached = new Throttle(deps.clock, THROTTLES.unreachedTargets);
  }

  get running(): number {
    return this.#slots.working;
  }

  get capacity(): number {
    return this.#deps.capacity;
  }

  find(id: DiscoveryId, organizationId: OrganizationId): Run | null {
    const run = this.#runs.get(id);
    return run?.organizationId === organizationId ? run : null;
  }

  /**
   * Reserves one discovery and begins it, or finds the earlier one of the same request.
   * @throws Problem 429 `…_quota_exhausted`, `concurrency_limit` or `rate_limited`, 400 `idempotency_key_reused`, 503 `overloaded`
   */
  async start(input: StartInput): Promise<Started> {
    const { clock } = this.#deps;
    const isFull = this.#slots.waiting >= WAITING_MAX || this.#reserving >= RESERVING_MAX;
    if (this.#isClosing || isFull) throw overloaded();
    const refusal = this.#unreached.refusal(input.ledger.id);
    const run = newRun(input, this.#deps);
    const outcome = await this.#reserve(run, input, refusal === null);
    switch (outcome.kind) {
      case 'reserved':
        run.attempt = outcome.attempt;
        this.#begin(run, input.work);
        input.onBegan?.(run);
        return { kind: 'began', run };
      case 'repeated':
        return this.#earlier(outcome.discoveryId, input.organizationId);
      default:
        if (outcome.kind === 'day_full' && refusal !== null) throw refusal;
        throw refusalOf(outcome, input, clock.now());
    }
  }

  /** Follows a run. Some time after its last follower has left, the work stops. */
  follow(run: Run): () => void {
    return run.follow(() => {
      const timer = setTimeout(() => {
        if (!run.isFollowed) run.stop('abandoned');
      }, ABANDONED_MS);
      timer.unref();
    });
  }

  /**
   * Charges a run now, because its first endpoint is about to be handed out.
   * @returns false where the run is lost: then nothing may be handed out
   */
  async commit(run: Run): Promise<boolean> {
    run.isCharged = true;
    const { storage, clock } = this.#deps;
    const settlement = await storage.commitReservation(run.hold, clock.now());
    if (settlement.kind === 'lost') {
      run.isCharged = false;
      run.stop('lost');
      return false;
    }
    run.usedWithThis ??= settlement.used;
    return true;
  }

  /** Tells storage that the runs still run, and stops those that it has given to somebody else or given back. */
  async extendLeases(nowMs: number): Promise<void> {
    const { storage } = this.#deps;
    const runs = [...this.#runs.values()];
    if (runs.length === 0) return;
    const { expiresAtMs } = leaseFrom(this.#nodeId, nowMs);
    const holds = runs.map(({ hold }) => hold);
    const lost = new Set(await storage.extendLeases({ holds, expiresAtMs }));
    // One that has ended meanwhile is not there any more.
    for (const run of runs) if (lost.has(run.reservationId)) run.stop('lost');
  }

  /** Stops all work. What still runs is given back and answers 503. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const runs = [...this.#runs.values()];
    for (const run of runs) run.stop('closing');
    await Promise.all(runs.map((run) => run.ended));
  }

  /** @param mayRun false where only a stored result may be answered */
  async #reserve(run: Run, input: StartInput, mayRun: boolean): Promise<ReserveOutcome> {
    this.#reserving += 1;
    try {
      const { storage, anonymousPerDayMax } = this.#deps;
      const lease = leaseFrom(this.#nodeId, run.createdAtMs);
      return await reserve(run, input, storage, mayRun ? anonymousPerDayMax : 0, lease);
    } finally {
      this.#reserving -= 1;
    }
  }

  #begin(run: Run, work: Work): void {
    const { storage, clock, log } = this.#deps;
    const onUnreached = ({ ledger }: Run) => {
      if (isVisitorLedger(ledger.id)) this.#unreached.count(ledger.id);
    };
    this.#runs.set(run.id, run);
    void run.ended.then((record) => {
      this.#runs.delete(run.id);
      if (record?.charge === 'committed') this.#deps.onCharged?.(run);
    });
    void carryOut(run, work, { storage, clock, slots: this.#slots, onUnreached, log });
  }

  async #earlier(id: DiscoveryId, organizationId: OrganizationId): Promise<Started> {
    const run = this.find(id, organizationId);
    if (run) return { kind: 'joined', run };
    const record = await this.#deps.storage.findDiscovery(id, organizationId);
    if (!record) throw new Error('A repeated request has no stored discovery.');
    return { kind: 'stored', record };
  }
}
