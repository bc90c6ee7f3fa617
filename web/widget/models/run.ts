import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { loadLater } from '../load-later.ts';
import type { StreamOptions } from '../../api/discoveries.ts';
import type { Credentials } from '../../api/request.ts';
import type { DiscoveryEvent, Endpoint } from '../../../shared/discovery.ts';
import { loadPart } from '../../ui/load-part.ts';
import { createCountdown, type Countdown } from './countdown.ts';
import { localProblem, type Problem } from './local-problem.ts';
import { createProgress, type ReadonlyProgress, type RunResult } from './progress.ts';
import type { Session } from './session.ts';

export type RunState =
  | { kind: 'idle' }
  /** Getting a key first. */
  | { kind: 'preparing' }
  | { kind: 'running'; reconnecting: boolean }
  | { kind: 'done'; result: RunResult }
  /** `null` until the server has settled it. */
  | { kind: 'cancelled'; charged: boolean | null }
  | { kind: 'failed'; problem: Problem }
  /** Starts by itself when the network is back. */
  | { kind: 'waiting_for_network'; target: string };

export interface RunDeps {
  api: {
    streamDiscovery: (
      credentials: Credentials,
      url: string,
      options: StreamOptions,
      onEvent: (event: DiscoveryEvent) => void,
    ) => Promise<'ended' | 'dropped'>;
  };
  session: Session;
  online: ReadonlySignal<boolean>;
  nowMs: () => number;
  /** A random UUID, for the idempotency key. */
  newId: () => Promise<string>;
  /** Resolves after so many ms and once the browser is online; rejects when aborted. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Run extends ReadonlyProgress {
  state: ReadonlySignal<RunState>;
  url: ReadonlySignal<string | null>;
  busy: ReadonlySignal<boolean>;
  countdown: Countdown;
  start: (url: string) => Promise<void>;
  cancel: () => void;
  /** Shows a stored result, unless a run goes on. */
  show: (url: string, found: Endpoint[], result: RunResult) => void;
  /** Back to where nothing has been run. */
  reset: () => void;
}

export function createRun(deps: RunDeps): Run {
  const { session } = deps;
  const state = signal<RunState>({ kind: 'idle' });
  const url = signal<string | null>(null);
  const progress = createProgress(deps.nowMs);
  const countdown = createCountdown(deps.nowMs);
  const busy = computed(() => state.value.kind === 'preparing' || state.value.kind === 'running');
  let current: AbortController | null = null;
  let stateBeforeWaiting: RunState = { kind: 'idle' };

  const start = async (target: string): Promise<void> => {
    if (busy.value || countdown.secondsLeft.value > 0) return;
    if (!deps.online.value) {
      // The last result stays readable meanwhile, and comes back as it was if the visitor gives up.
      if (state.value.kind !== 'waiting_for_network') stateBeforeWaiting = state.value;
      state.value = { kind: 'waiting_for_network', target };
      return;
    }
    const controller = (current = new AbortController());
    const last = { url: url.value, endpoints: progress.endpoints.value };
    batch(() => {
      // Nothing of the last run may stand beside this one.
      progress.reset();
      url.value = target;
      state.value = { kind: 'preparing' };
    });
    const module = await loadPart(loadLater).catch(() => null);
    if (controller.signal.aborted) return;
    if (module === null) {
      return fail({ ...localProblem('page_outdated', 'page_part_missing'), charged: false });
    }
    const end = await module.runOnce(deps, { state, progress }, target, controller.signal);
    // A cancelled run may end while the next one is already on the screen.
    if (end.kind === 'aborted' || controller !== current) return;
    progress.stopClock();
    if (end.kind === 'done') {
      state.value = end;
      return;
    }
    if (end.problem.kind === 'quota_spent' && last.endpoints.length > 0) {
      // The last result stays on the screen: there will be no other with this key.
      batch(() => {
        url.value = last.url;
        progress.endpoints.value = last.endpoints;
      });
    }
    fail(end.problem);
  };

  const fail = (problem: Problem) => {
    if (problem.upgradeUrl) session.setUpgradeUrl(problem.upgradeUrl);
    if (problem.retryAfterSeconds) countdown.start(problem.retryAfterSeconds);
    state.value = { kind: 'failed', problem };
    void session.refreshQuota();
  };

  const cancel = () => {
    if (state.value.kind === 'waiting_for_network') state.value = stateBeforeWaiting;
    if (!busy.value) return;
    current?.abort();
    progress.stopClock();
    const isSent = state.value.kind === 'running';
    // A run is charged with its first endpoint. Without one the server decides when it settles the run.
    const charged = progress.endpoints.value.length > 0 || (isSent ? null : false);
    state.value = { kind: 'cancelled', charged };
    if (isSent) void learnCost(state.value);
  };

  const learnCost = async (cancelled: RunState & { kind: 'cancelled' }) => {
    const { costOfCancelled } = await loadLater();
    const charged = await costOfCancelled(session, deps.pause);
    if (state.value === cancelled && charged !== null) {
      state.value = { kind: 'cancelled', charged: cancelled.charged ?? charged };
    }
  };

  const show = (target: string, found: Endpoint[], result: RunResult) => {
    if (busy.value) return;
    batch(() => {
      progress.reset();
      url.value = target;
      progress.endpoints.value = found;
      state.value = { kind: 'done', result };
    });
  };

  const reset = () => {
    cancel();
    batch(() => {
      progress.reset();
      url.value = null;
      state.value = { kind: 'idle' };
    });
  };

  const { reset: _reset, startClock: _start, stopClock: _stop, ...shown } = progress;
  return { ...shown, state, url, busy, countdown, start, cancel, show, reset };
}
