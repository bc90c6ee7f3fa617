import type { Clock } from '../vocabulary.ts';

export interface HostPace {
  concurrentPerHost: number;
  perSecondPerHost: number;
}

/** The requests to one host: begins those that wait in order, at the pace that is allowed. */
export class HostQueue {
  readonly #pace: HostPace;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  /** When the latest requests began, at most `perSecondPerHost` of them. */
  readonly #startsMs: number[] = [];
  #running = 0;
  /** Whether a timer will begin the next request. */
  #isPaused = false;

  constructor(pace: HostPace, clock: Clock) {
    this.#pace = pace;
    this.#clock = clock;
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /**
   * Waits until a request may begin; `release` must be called when it has ended. @returns false where the signal fired
   */
  enter(signal: AbortSignal): Promise<boolean> {
    return new Promise((fulfil) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        fulfil(true);
      };
      const leave = (): void => {
        const place = this.#waiting.indexOf(start);
        if (place >= 0) this.#waiting.splice(place, 1);
        fulfil(false);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(start);
      this.#startWaiting();
    });
  }

  release(): void {
    this.#running -= 1;
    this.#startWaiting();
  }

  #startWaiting(): void {
    while (this.#waiting.length > 0 && this.#running < this.#pace.concurrentPerHost) {
      const waitMs = this.#untilNextStartMs();
      if (waitMs > 0) {
        if (!this.#isPaused) setTimeout(() => this.#resume(), waitMs);
        this.#isPaused = true;
        return;
      }
      this.#startsMs.push(this.#clock.now());
      this.#running += 1;
      this.#waiting.shift()?.();
    }
  }

  #resume(): void {
    this.#isPaused = false;
    this.#startWaiting();
  }

  #untilNextStartMs(): number {
    const { perSecondPerHost } = this.#pace;
    if (this.#startsMs.length > perSecondPerHost)
      this.#startsMs.splice(0, this.#startsMs.length - perSecondPerHost);
    const oldest = this.#startsMs[0];
    if (oldest === undefined || this.#startsMs.length < perSecondPerHost) return 0;
    return Math.max(0, oldest + 1000 - this.#clock.now());
  }
}
