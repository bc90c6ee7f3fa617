import type { DiscoveryEvent } from '../../shared/discovery.ts';
import type { Clock } from '../time/clock.ts';
import {
  isVisitorLedger,
  trustId,
  type ArtifactId,
  type DiscoveryId,
  type ReservationId,
} from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import { toQuota } from '../limits/quota.ts';
import type { Random } from '../identifiers/random.ts';
import type { DiscoveryKind, DiscoveryRecord, LedgerRef, Storage } from '../storage/port.ts';
import type { OrganizationId } from '../identifiers/ids.ts';
import {
  doneEvent,
  errorEvent,
  fault,
  startedEvent,
  type Ending,
  type WorkOutcome,
} from './endings.ts';
import { endingOf, neverBegan } from './ending-of.ts';
import { reconcile } from './reconcile.ts';
import { anonymousDayFull, exhausted, overloaded } from './refusals.ts';
import { Run } from './run.ts';
import { Slots } from './slots.ts';
import { requestHash } from './target.ts';
import { UnreachedThrottle } from './unreached-throttle.ts';

/** The engine's own budget; clients give up after 30 s, and the whole call answers within 25. */
const BUDGET_MS = 20_000;
const DEADLINE_MS = 24_000;
/** How long a run goes on when its last follower has left: a dropped connection comes back. */
const ABANDONED_MS = 2_000;
const REUSE_MS = 3_600_000;
/** Past these, 503: who waits longer would run into the client's own time limit. */
const WAITING_MAX = 32;
const RESERVING_MAX = 1_000;

export type Work = (input: WorkInput) => Promise<WorkOutcome>;

export interface WorkInput {
  signal: AbortSignal;
  /** What is left of the time, after waiting for a slot. */
  budgetMs: number;
  onEvent(event: DiscoveryEvent): void;
}

export interface StartInput {
  organizationId: OrganizationId;
  ledger: LedgerRef;
  kind: DiscoveryKind;
  url: string;
  options: Readonly<Record<string, unknown>>;
  idempotencyKey: string | null;
  /** False: run afresh even when the same request was answered within the hour. */
  reuse: boolean;
  work: Work;
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
  capacity: number;
  /** Discoveries that all anonymous visitors together may begin on one UTC day. */
  anonymousPerDayMax: number;
  log: { error(details: object, message: string): void };
}

/** Reserves, runs, and settles discoveries: each is charged exactly once, or given back. */
export class Runner {
  readonly #deps: RunnerDeps;
  readonly #runs = new Map<DiscoveryId, Run>();
  readonly #slots: Slots;
  /** Runs of each visitor that did not reach their target. */
  readonly #unreached: UnreachedThrottle;
  /** Calls between their check and their reservation: a burst must not pass the check together. */
  #reserving = 0;
  #isClosing = false;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
    this.#slots = new Slots(deps.capacity);
    this.#unreached = new UnreachedThrottle(deps.clock);
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
   * @throws Problem 429 `…_quota_exhausted` or `rate_limited`, 400 `idempotency_key_reused`, 503 `overloaded`
   */
  async start(input: StartInput): Promise<Started> {
    const { storage, clock, random } = this.#deps;
    const isFull = this.#slots.waiting >= WAITING_MAX || this.#reserving >= RESERVING_MAX;
    if (this.#isClosing || isFull) throw overloaded();
    const refusal = this.#unreached.refusal(input.ledger);
    this.#reserving += 1;
    try {
      const run = new Run({
        ...input,
        id: trustId<DiscoveryId>(random.uuid()),
        artifactId: trustId<ArtifactId>(random.uuid()),
        reservationId: trustId<ReservationId>(random.uuid()),
        createdAtMs: clock.now(),
      });
      const outcome = await storage.reserveDiscovery({
        discoveryId: run.id,
        artifactId: run.artifactId,
        reservationId: run.reservationId,
        organizationId: input.organizationId,
        ledger: input.ledger,
        kind: input.kind,
        url: input.url,
        options: input.options,
        requestHash: requestHash(input.kind, input.url, input.options),
        idempotencyKey: input.idempotencyKey,
        anonymousPerDayMax: this.#perDayMax(input.ledger, refusal),
        reuseSinceMs: input.reuse ? clock.now() - REUSE_MS : null,
        nowMs: run.createdAtMs,
      });
      switch (outcome.kind) {
        case 'reserved':
          this.#runs.set(run.id, run);
          void this.#carryOut(run, input.work);
          return { kind: 'began', run };
        case 'repeated':
          return await this.#earlier(outcome.discoveryId, input.organizationId);
        case 'idempotency_key_reused':
          throw new Problem(
            'idempotency_key_reused',
            'This Idempotency-Key was sent with another request before: use a new one.',
            { field: 'Idempotency-Key', charged: false },
          );
        case 'exhausted':
          throw exhausted(input.ledger, clock.now());
        case 'day_full':
          throw refusal ?? anonymousDayFull(clock.now());
        default:
          return outcome satisfies never;
      }
    } finally {
      this.#reserving -= 1;
    }
  }

  /** None for a visitor who is refused: what is stored can be had all the same. */
  #perDayMax({ id }: LedgerRef, refusal: Problem | null): number | null {
    if (!isVisitorLedger(id)) return null;
    return refusal === null ? this.#deps.anonymousPerDayMax : 0;
  }

  /** Follows a run; when its last follower has been gone for a while, the work stops. */
  follow(run: Run): () => void {
    return run.follow(() => {
      const timer = setTimeout(() => {
        if (!run.isFollowed) run.abort.abort('abandoned');
      }, ABANDONED_MS);
      timer.unref();
    });
  }

  /** Charges a run now: its first endpoint is about to be handed out. */
  async commit(run: Run): Promise<void> {
    run.isCharged = true;
    await this.#deps.storage.commitReservation(run.reservationId, this.#deps.clock.now());
  }

  /** Stops all work; what runs is given back and answers 503. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const runs = [...this.#runs.values()];
    for (const run of runs) run.abort.abort('closing');
    await Promise.all(runs.map((run) => run.ended));
  }

  async #earlier(id: DiscoveryId, organizationId: OrganizationId): Promise<Started> {
    const run = this.find(id, organizationId);
    if (run) return { kind: 'joined', run };
    const record = await this.#deps.storage.findDiscovery(id, organizationId);
    if (!record) throw new Error('A repeated request has no stored discovery.');
    return { kind: 'stored', record };
  }

  async #carryOut(run: Run, work: Work): Promise<void> {
    const { storage, clock, log } = this.#deps;
    const deadline = setTimeout(() => run.abort.abort('deadline'), DEADLINE_MS);
    let record: DiscoveryRecord | null = null;
    try {
      const reserved = toQuota(await storage.readLedger(run.ledger));
      run.push(startedEvent(run, BUDGET_MS, reserved));
      const ending = reconcile(run, await this.#endingOf(run, work));
      const last = ending.failure ? errorEvent(run, ending) : null;
      if (last) run.push(last);
      await storage.finishDiscovery({
        id: run.id,
        organizationId: run.organizationId,
        reservationId: run.reservationId,
        events: run.events,
        nowMs: clock.now(),
        ...ending,
      });
      record = await storage.findDiscovery(run.id, run.organizationId);
      if (!last) await this.#pushDone(run, record);
    } catch (error) {
      // Storage failed: nothing is committed, and the next start gives it back.
      log.error({ err: error, discoveryId: run.id }, 'a discovery could not be settled');
      run.push(errorEvent(run, fault('The service could not store the result.')));
    } finally {
      clearTimeout(deadline);
      this.#runs.delete(run.id);
      run.end(record);
    }
  }

  async #pushDone(run: Run, record: DiscoveryRecord | null): Promise<void> {
    if (!record) throw new Error('A finished discovery is not stored.');
    const ledger = await this.#deps.storage.readLedger(run.ledger);
    run.push(doneEvent(record, toQuota(ledger), true));
  }

  async #endingOf(run: Run, work: Work): Promise<Ending> {
    const { signal } = run.abort;
    if (!(await this.#slots.enter(signal))) return neverBegan(signal.reason);
    let outcome: WorkOutcome;
    try {
      const waitedMs = this.#deps.clock.now() - run.createdAtMs;
      const budgetMs = Math.max(1_000, Math.min(BUDGET_MS, DEADLINE_MS - 2_000 - waitedMs));
      outcome = await work({ signal, budgetMs, onEvent: (event) => run.push(event) });
    } catch (error) {
      this.#deps.log.error({ err: error, discoveryId: run.id }, 'the discovery engine failed');
      return fault('The discovery failed on our side. It was not charged.');
    } finally {
      this.#slots.leave();
    }
    if (outcome.kind === 'refused' || outcome.kind === 'unreachable') {
      this.#unreached.count(run.ledger);
    }
    return endingOf(outcome, signal.reason);
  }
}
