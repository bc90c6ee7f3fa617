import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Endpoint } from '../../../shared/discovery.ts';
import type { Phase } from '../../../shared/phases.ts';

export interface RunResult {
  discoveryId: string;
  artifactId: string | null;
  totalEndpoints: number;
  /** Time or requests ran out before everything was read. */
  truncated: boolean;
  elapsedMs: number;
  requestsMade: number;
  charged: boolean;
  /** When a stored result was made that was opened again; null for a run of this page. */
  storedAt: string | null;
}

/** What is on the screen while a run goes on. */
export interface Progress {
  phase: Signal<Phase | null>;
  /** What the engine says it is doing; untrusted text. */
  note: Signal<string>;
  requestsDone: Signal<number>;
  requestsBudget: Signal<number>;
  elapsedMs: Signal<number>;
  endpoints: Signal<Endpoint[]>;
  reset: () => void;
  startClock: () => void;
  stopClock: () => void;
}

/** The same, for readers. */
export type ReadonlyProgress = {
  [Name in Exclude<keyof Progress, 'reset' | 'startClock' | 'stopClock'>]: ReadonlySignal<
    Progress[Name]['value']
  >;
};

const CLOCK_TICK_MS = 100;

export function createProgress(nowMs: () => number): Progress {
  const phase = signal<Phase | null>(null);
  const note = signal('');
  const requestsDone = signal(0);
  const requestsBudget = signal(0);
  const elapsedMs = signal(0);
  const endpoints = signal<Endpoint[]>([]);
  let clock: ReturnType<typeof setInterval> | undefined;

  const stopClock = () => clearInterval(clock);
  const startClock = () => {
    stopClock();
    const startedAtMs = nowMs();
    clock = setInterval(() => (elapsedMs.value = nowMs() - startedAtMs), CLOCK_TICK_MS);
  };
  const reset = () => {
    stopClock();
    batch(() => {
      phase.value = null;
      note.value = '';
      requestsDone.value = requestsBudget.value = elapsedMs.value = 0;
      endpoints.value = [];
    });
  };
  const signals = { phase, note, requestsDone, requestsBudget, elapsedMs, endpoints };
  return { ...signals, reset, startClock, stopClock };
}
