/** Time as an argument: everything but `main.ts` gets its time from one of these. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
