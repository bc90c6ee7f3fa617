import { PHASES, type Phase } from '../vocabulary.ts';
import type { Clock } from '../vocabulary.ts';

// Requests by phase, of 200. Each phase may also use what earlier phases left.
const SHARE_REQUESTS: Record<Phase, number> = {
  calibrate: 6,
  linked_documents: 20,
  well_known: 28,
  scripts: 101,
  more: 20,
  verify: 25,
};

// When each phase must have ended, as a part of the run's time. A slow first answer may take half of the time. Later
// phases then get at least `PHASE_TIME_MIN` each, as long as the run has time left.
const TIME_UNTIL: Record<Phase, number> = {
  calibrate: 0.5,
  linked_documents: 0.35,
  well_known: 0.5,
  scripts: 0.8,
  more: 0.88,
  verify: 0.97,
};
const PHASE_TIME_MIN = 0.08;

/** Requests and time of one run, divided between its phases. */
export interface Budget {
  readonly requestsMax: number;
  readonly requestsMade: number;
  readonly phase: Phase;
  enter(phase: Phase): void;
  /** Takes one request of the phase; `false` when none is left or the time of the phase is over. */
  take(): boolean;
  /** Gives a request back that was taken but not made. */
  giveBack(): void;
  /** Whether `take` would succeed. */
  hasRoom(): boolean;
  elapsedMs(): number;
  /** Milliseconds until the current phase must end. */
  phaseLeftMs(): number;
  /** Milliseconds until the run must end. */
  leftMs: () => number;
}

export function createBudget(requestsMax: number, budgetMs: number, clock: Clock): Budget {
  const startedMs = clock.now();
  const shareSum = Object.values(SHARE_REQUESTS).reduce((sum, share) => sum + share, 0);
  let made = 0;
  let phase: Phase = 'calibrate';
  let phaseRequestsMax = requestsUntil('calibrate');
  let phaseEndsMs = startedMs + TIME_UNTIL.calibrate * budgetMs;

  function requestsUntil(last: Phase): number {
    if (last === 'verify') return requestsMax;
    const phases = PHASES.slice(0, PHASES.indexOf(last) + 1);
    const share = phases.reduce((sum, name) => sum + SHARE_REQUESTS[name], 0);
    // At least two requests: robots.txt, then the requested URL.
    return Math.min(requestsMax, Math.max(2, Math.ceil((share / shareSum) * requestsMax)));
  }

  const hasRoom = (): boolean => made < phaseRequestsMax && clock.now() < phaseEndsMs;

  return {
    requestsMax,
    get requestsMade() {
      return made;
    },
    get phase() {
      return phase;
    },
    enter(next) {
      phase = next;
      phaseRequestsMax = requestsUntil(next);
      const planned = startedMs + TIME_UNTIL[next] * budgetMs;
      const least = clock.now() + PHASE_TIME_MIN * budgetMs;
      phaseEndsMs = Math.min(Math.max(planned, least), startedMs + TIME_UNTIL.verify * budgetMs);
    },
    take() {
      if (!hasRoom()) return false;
      made += 1;
      return true;
    },
    giveBack() {
      made -= 1;
    },
    hasRoom,
    elapsedMs: () => clock.now() - startedMs,
    phaseLeftMs: () => Math.max(0, phaseEndsMs - clock.now()),
    leftMs: () => Math.max(0, startedMs + budgetMs - clock.now()),
  };
}
