import { failure, tooBusy, type Ending, type WorkOutcome } from './endings.ts';

/** How a run ends by what its work came to, and by why it was stopped where it was. */
export function endingOf(outcome: WorkOutcome, stoppedBy: unknown): Ending {
  switch (outcome.kind) {
    case 'completed':
      return { status: 'completed', settle: 'commit', result: outcome.result, failure: null };
    case 'refused':
      return failure(outcome.code, outcome.detail);
    case 'unreachable':
      return failure('target_unreachable', outcome.detail, outcome.stage);
    case 'cancelled':
      return cancelled(stoppedBy, outcome.result);
    default:
      return outcome satisfies never;
  }
}

/** How a run ends that waited for a slot until it was stopped. */
export function neverBegan(stoppedBy: unknown): Ending {
  return stoppedBy === 'deadline' ? tooBusy() : cancelled(stoppedBy, null);
}

function cancelled(stoppedBy: unknown, result: unknown): Ending {
  if (stoppedBy === 'closing') {
    return failure('interrupted', 'The service stopped while this ran. It was not charged.');
  }
  if (stoppedBy === 'deadline') {
    // A tree or a page of which nothing was read before the time was over: half of one is none.
    if (result === null) return tooBusy();
    const truncated = typeof result === 'object' ? { ...result, truncated: true } : result;
    return { status: 'completed', settle: 'commit', result: truncated, failure: null };
  }
  // Charged: else whoever leaves just before the first endpoint runs our crawler for nothing.
  return {
    status: 'cancelled',
    settle: 'commit',
    result,
    failure: { code: 'cancelled', detail: 'The discovery was cancelled.' },
  };
}
