import { FakeClock } from '../support/fake-clock.ts';

interface Entry {
  atMs: number;
  run: () => Promise<void>;
}

/** Virtual time: what is due runs in order, one after the other, and nothing ever sleeps. */
export class Timeline {
  readonly clock = new FakeClock();
  readonly #entries: Entry[] = [];

  at(atMs: number, run: () => Promise<void>): void {
    const index = this.#entries.findLastIndex((entry) => entry.atMs <= atMs);
    this.#entries.splice(index + 1, 0, { atMs, run });
  }

  advance(seconds: number): void {
    // Whole milliseconds, as clocks give them.
    this.clock.advance(Math.ceil(seconds * 1000));
  }

  /** Runs until nothing is left. */
  async run(): Promise<void> {
    for (let entry = this.#entries.shift(); entry; entry = this.#entries.shift()) {
      this.clock.advance(Math.max(0, Math.ceil(entry.atMs - this.clock.now())));
      await entry.run();
    }
  }
}
