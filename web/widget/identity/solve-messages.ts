import type { Challenge, Proof } from '../../../shared/playground.ts';

/** What the solver's worker is told. */
export interface SolveOrder {
  challenge: Challenge;
}

/** What the worker reports. */
export type SolveReport =
  | { kind: 'progress'; attempts: number }
  | { kind: 'solved'; solution: Proof['solution'] }
  | { kind: 'timed_out'; attempts: number }
  | { kind: 'failed'; reason: string };
