import type { DiscoveryEvent } from '../../shared/discovery.ts';
import { toQuota } from '../limits/quota.ts';
import type { Storage } from '../storage/port.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import type { Clock } from '../time/clock.ts';
import {
  GIVEN_BACK_MAX,
  endingBeforeWork,
  endingOf,
  faultEnding,
  notStored,
  type Ending,
  type WorkOutcome,
} from './ending.ts';
import { doneEvent, errorEvent, startedEvent } from './events.ts';
import type { Run } from './run.ts';
import type { Slots } from './slots.ts';

/** Time that the engine may use. Clients give up after 30 seconds. */
const BUDGET_MS = 20_000;
/** When a run is stopped, so that the whole call answers within 25 seconds. */
const DEADLINE_MS = 24_000;

export type Work = (input: WorkInput) => Promise<WorkOutcome>;

export interface WorkInput {
  signal: AbortSignal;
  /** Time that is left after waiting for a slot. */
  budgetMs: number;
  onEvent(event: DiscoveryEvent): void;
}

export interface CarryOutDeps {
  storage: Storage;
  clock: Clock;
  slots: Slots;
  /** Called where the work did not reach its target, for which nothing is charged. */
  onUnreached(run: Run): void;
  log: { error(details: object, message: string): void };
}

/**
 * Carries out a reserved run: waits for a slot, does the work, then commits the charge or gives it back.
 * Ends the run in every case; never rejects.
 */
export async function carryOut(run: Run, work: Work, deps: CarryOutDeps): Promise<void> {
  const { storage, log } = deps;
  const deadline = setTimeout(() => run.stop('deadline'), DEADLINE_MS);
  let record: DiscoveryRecord | null = null;
  try {
    const reserved = toQuota(await storage.readLedger(run.ledger));
    run.push(startedEvent(run, BUDGET_MS, reserved));
    const ending = await workOut(run, work, deps);
    // Settled before the last event, so that a client that hears of the end reads the quota as it is then.
    record = await settle(run, ending, deps);
    if (record.failure)
      run.push(errorEvent(run, { failure: record.failure, settle: settleOf(record) }));
    else run.push(doneEvent(record, toQuota(await storage.readLedger(run.ledger)), true));
  } catch (error) {
    // Storage failed: nothing is committed, and the reservation is given back once its lease has expired.
    log.error({ err: error, discoveryId: run.id }, 'a discovery could not be settled');
    run.push(errorEvent(run, notStored()));
  } finally {
    clearTimeout(deadline);
    run.end(record);
  }
}

async function workOut(run: Run, work: Work, deps: CarryOutDeps): Promise<Ending> {
  const { signal } = run.abort;
  if (!(await deps.slots.enter(signal))) return endingBeforeWork(signal.reason);
  let outcome: WorkOutcome;
  try {
    const waitedMs = deps.clock.now() - run.createdAtMs;
    const budgetMs = Math.max(1_000, Math.min(BUDGET_MS, DEADLINE_MS - 2_000 - waitedMs));
    outcome = await work({ signal, budgetMs, onEvent: (event) => run.push(event) });
  } catch (error) {
    deps.log.error({ err: error, discoveryId: run.id }, 'the discovery engine failed');
    return faultEnding(run);
  } finally {
    deps.slots.leave();
  }
  if (outcome.kind === 'refused' || outcome.kind === 'unreachable') deps.onUnreached(run);
  return endingOf(run, outcome);
}

async function settle(run: Run, ending: Ending, deps: CarryOutDeps): Promise<DiscoveryRecord> {
  const settlement = await deps.storage.finishDiscovery({
    id: run.id,
    organizationId: run.organizationId,
    hold: run.hold,
    givenBackMax: GIVEN_BACK_MAX,
    events: run.events,
    nowMs: deps.clock.now(),
    ...ending,
  });
  if (settlement.kind === 'settled') run.usedWithThis ??= settlement.used;
  else deps.log.error({ discoveryId: run.id }, 'a discovery was given back before it ended');
  // A lost one is told as storage has it: given back, or still running elsewhere.
  const record = await deps.storage.findDiscovery(run.id, run.organizationId);
  if (!record) throw new Error('A finished discovery is not stored.');
  if (record.status === 'running') throw new Error('A discovery runs in another process.');
  return record;
}

const settleOf = ({ charge }: DiscoveryRecord) => (charge === 'committed' ? 'commit' : 'refund');
