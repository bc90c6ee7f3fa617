/** The source of the time. `main.ts` passes the machine's clock on as an argument, tests a fake one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
