/** Lets a fixed number of runs work at once. The others wait in line, first come, first served. */
export class Slots {
  readonly capacity: number;
  #working = 0;
  readonly #line: (() => void)[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get working(): number {
    return this.#working;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Waits for a slot. @returns false when the signal fired first. After true, `leave` must be called. */
  async enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#working < this.capacity) {
      this.#working += 1;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const admit = () => resolve(true);
    this.#line.push(admit);
    const giveUp = () => {
      const place = this.#line.indexOf(admit);
      if (place >= 0) this.#line.splice(place, 1);
      if (place >= 0) resolve(false);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const isAdmitted = await promise;
    signal.removeEventListener('abort', giveUp);
    return isAdmitted;
  }

  /** Hands the slot to the run that has waited longest. */
  leave(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#working -= 1;
  }
}
