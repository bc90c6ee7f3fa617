import {
  isVisitorLedger,
  trustId,
  type ArtifactId,
  type DiscoveryId,
  type OrganizationId,
  type ReservationId,
} from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { Throttle, THROTTLES } from '../limits/throttle.ts';
import type { LedgerRef, ReserveOutcome, Storage } from '../storage/port.ts';
import type { DiscoveryKind, DiscoveryRecord } from '../storage/port/discoveries.ts';
import type { Clock } from '../time/clock.ts';
import { carryOut, type Work } from './carry-out.ts';
import { anonymousDayFull, exhausted, keyReused, overloaded, tooManyRunning } from './refusals.ts';
import { Run } from './run.ts';
import { Slots } from './slots.ts';
import { requestHash } from './target.ts';

/** How long a run goes on after its last follower left, so that a dropped connection can come back. */
const ABANDONED_MS = 2_000;
/** How long the same request is answered from the stored result. */
const REUSE_MS = 3_600_000;
/** Past these the answer is 503: a longer wait would outlast the client's own time limit. */
const WAITING_MAX = 32;
const RESERVING_MAX = 1_000;

export interface StartInput {
  organizationId: OrganizationId;
  ledger: LedgerRef;
  /** Null: no limit of the plan. */
  concurrentMax: number | null;
  kind: DiscoveryKind;
  url: string;
  options: Readonly<Record<string, unknown>>;
  idempotencyKey: string | null;
  /** False: run afresh even when the same request was answered within the hour. */
  reuse: boolean;
  work: Work;
  /** The site that the request came from, as the client says; null where it says none. */
  site?: string | null;
  onBegan?: (run: Run) => void;
}

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
  readonly #runs = new Map<DiscoveryId, Run>();
  readonly #slots: Slots;
  /** Per visitor. */
  readonly #unreached: Throttle;
  /** Calls that wait for their reservation. A burst of calls must not get past `WAITING_MAX` together. */
  #reserving = 0;
  #isClosing = false;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
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
    const run = this.#newRun(input);
    const outcome = await this.#reserve(run, input, refusal === null);
    switch (outcome.kind) {
      case 'reserved':
        this.#begin(run, input.work);
        input.onBegan?.(run);
        return { kind: 'began', run };
      case 'repeated':
        return this.#earlier(outcome.discoveryId, input.organizationId);
      case 'idempotency_key_reused':
        throw keyReused();
      case 'exhausted':
        throw exhausted(input.ledger, clock.now());
      case 'too_many_running':
        throw tooManyRunning(input.concurrentMax ?? 0);
      case 'day_full':
        throw refusal ?? anonymousDayFull(clock.now());
      default:
        return outcome satisfies never;
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

  /** Charges a run now, because its first endpoint is about to be handed out. */
  async commit(run: Run): Promise<void> {
    run.isCharged = true;
    const { storage, clock } = this.#deps;
    const used = await storage.commitReservation(run.reservationId, clock.now());
    run.usedWithThis ??= used;
  }

  /** Stops all work. What still runs is given back and answers 503. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const runs = [...this.#runs.values()];
    for (const run of runs) run.stop('closing');
    await Promise.all(runs.map((run) => run.ended));
  }

  #newRun(input: StartInput): Run {
    const { clock, random } = this.#deps;
    return new Run({
      ...input,
      site: input.site ?? null,
      id: trustId<DiscoveryId>(random.uuid()),
      artifactId: trustId<ArtifactId>(random.uuid()),
      reservationId: trustId<ReservationId>(random.uuid()),
      createdAtMs: clock.now(),
    });
  }

  /** @param mayRun false where only a stored result may be answered */
  async #reserve(run: Run, input: StartInput, mayRun: boolean): Promise<ReserveOutcome> {
    const { kind, url, options, ledger } = input;
    const anonymousPerDayMax = mayRun ? this.#deps.anonymousPerDayMax : 0;
    this.#reserving += 1;
    try {
      return await this.#deps.storage.reserveDiscovery({
        discoveryId: run.id,
        artifactId: run.artifactId,
        reservationId: run.reservationId,
        organizationId: input.organizationId,
        ledger,
        kind,
        url,
        options,
        requestHash: requestHash(kind, url, options),
        idempotencyKey: input.idempotencyKey,
        concurrentMax: input.concurrentMax,
        anonymousPerDayMax: isVisitorLedger(ledger.id) ? anonymousPerDayMax : null,
        reuseSinceMs: input.reuse ? run.createdAtMs - REUSE_MS : null,
        nowMs: run.createdAtMs,
      });
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
