import type { Clock } from '../../server/time/clock.ts';

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 24, 12, 0, 0);

  now(): number {
    return this.#nowMs;
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }
}
