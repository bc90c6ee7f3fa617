import type { Refused, Unreachable } from '../discovery/discover.ts';
import type { FinishInput } from '../storage/port/reservations.ts';
import type { EndpointResult } from './result.ts';
import type { Run } from './run.ts';

/**
 * How many discoveries that were given back are kept for each ledger. They cost nothing, so without a limit a
 * visitor whose target is down could fill the disk with them, at sixty a minute.
 */
export const GIVEN_BACK_MAX = 50;

/** What a discovery has failed with whose process is gone. */
export const INTERRUPTED = { code: 'interrupted', detail: 'The service stopped while this ran.' };

/** How a run ended, and whether it is charged. */
export type Ending = Pick<FinishInput, 'status' | 'settle' | 'result' | 'failure'>;

/** The outcome of the work of a run, of any kind. */
export type WorkOutcome =
  | { kind: 'completed'; result: unknown }
  | Refused
  | Unreachable
  | { kind: 'cancelled'; result: unknown };

/** The ending of a run by the outcome of its work and, where it was stopped, by the reason. */
export function endingOf(run: Run, outcome: WorkOutcome): Ending {
  switch (outcome.kind) {
    case 'completed':
      return completed(outcome.result);
    case 'refused':
      return settled(run, failed(outcome.code, outcome.detail));
    case 'unreachable':
      return settled(run, failed('target_unreachable', outcome.detail, outcome.stage));
    case 'cancelled':
      return settled(run, stopped(run.abort.signal.reason, outcome.result));
    default:
      return outcome satisfies never;
  }
}

/** The ending of a run that was stopped while it still waited for a slot. */
export const endingBeforeWork = (reason: unknown): Ending =>
  reason === 'deadline' ? tooBusy() : stopped(reason, null);

/** The ending of a run whose work threw. */
export const faultEnding = (run: Run): Ending =>
  settled(run, failed('internal_error', 'The discovery failed on our side. It was not charged.'));

/** The ending of a run that storage could not settle. It is given back once its lease has expired. */
export const notStored = (): Ending =>
  failed('internal_error', 'The service could not store the result.');

const completed = (result: unknown): Ending => ({
  status: 'completed',
  settle: 'commit',
  result,
  failure: null,
});

/** An ending that costs nothing. */
const failed = (code: string, detail: string, stage?: string): Ending => ({
  status: 'failed',
  settle: 'refund',
  result: null,
  failure: { code, detail, ...(stage === undefined ? {} : { stage }) },
});

const tooBusy = () =>
  failed('overloaded', 'Too many discoveries run at the moment: try again in 5 seconds.');

function stopped(reason: unknown, result: unknown): Ending {
  if (reason === 'lost') return failed(INTERRUPTED.code, INTERRUPTED.detail);
  if (reason === 'closing') {
    return failed('interrupted', 'The service stopped while this ran. It was not charged.');
  }
  if (reason === 'deadline') {
    // A hierarchy or a reader view has no partial result: the time was over before there was one.
    if (result === null) return tooBusy();
    return completed(typeof result === 'object' ? { ...result, truncated: true } : result);
  }
  // Charged although nobody waits: otherwise a client could use our crawler for free by leaving in time.
  return {
    status: 'cancelled',
    settle: 'commit',
    result,
    failure: { code: 'cancelled', detail: 'The discovery was cancelled.' },
  };
}

/**
 * Keeps the charge and what was shown consistent. Where a failed run has already handed out endpoints it
 * stays charged and keeps them. Otherwise it is given back and its endpoints are removed, so that nobody can
 * read for free what a failed run had found.
 */
function settled(run: Run, ending: Ending): Ending {
  if (ending.settle === 'commit') return ending;
  if (!run.isCharged) {
    run.takeBackEndpoints();
    return ending;
  }
  const { endpoints, requestsMade } = run;
  const result: EndpointResult = { endpoints, truncated: true, requests_made: requestsMade };
  return completed(result);
}
