import { signal, type ReadonlySignal } from '@preact/signals';

export interface Countdown {
  /** 0 when nothing is counted. */
  secondsLeft: ReadonlySignal<number>;
  start: (seconds: number) => void;
  stop: () => void;
}

/** Counts whole seconds down by the clock: timers of a tab in the background run late. */
export function createCountdown(nowMs: () => number): Countdown {
  const secondsLeft = signal(0);
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = () => {
    clearInterval(timer);
    secondsLeft.value = 0;
  };
  const start = (seconds: number) => {
    stop();
    if (seconds <= 0) return;
    const endsAtMs = nowMs() + seconds * 1000;
    secondsLeft.value = Math.ceil(seconds);
    timer = setInterval(() => {
      const left = Math.ceil((endsAtMs - nowMs()) / 1000);
      if (left > 0) secondsLeft.value = left;
      else stop();
    }, 250);
  };
  return { secondsLeft, start, stop };
}
