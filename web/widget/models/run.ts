import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ApiClient, Credentials } from '../../api-client.ts';
import { ApiProblem, NetworkFailure } from '../../wire/errors.ts';
import { createCountdown, type Countdown } from './countdown.ts';
import { localProblem, toProblem, type Problem } from './problem.ts';
import { createProgress, type Progress, type RunResult } from './progress.ts';
import type { Session } from './session.ts';

export type RunState =
  | { kind: 'idle' }
  /** Getting a key first. */
  | { kind: 'preparing' }
  | { kind: 'running'; reconnecting: boolean }
  | { kind: 'done'; result: RunResult }
  | { kind: 'cancelled'; charged: boolean }
  | { kind: 'failed'; problem: Problem }
  /** Starts by itself when the network is back. */
  | { kind: 'waiting_for_network' };

export interface RunDeps {
  api: Pick<ApiClient, 'streamDiscovery'>;
  session: Session;
  online: ReadonlySignal<boolean>;
  nowMs: () => number;
  newId: () => string;
  /** Resolves after so many ms and once the browser is online; rejects when aborted. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Run extends Progress {
  state: Signal<RunState>;
  url: Signal<string | null>;
  busy: ReadonlySignal<boolean>;
  countdown: Countdown;
  start: (url: string) => Promise<void>;
  cancel: () => void;
}

const RECONNECTS_MAX = 4;
const RECONNECT_PAUSE_MS = 800;

export function createRun(deps: RunDeps): Run {
  const { session } = deps;
  const state = signal<RunState>({ kind: 'idle' });
  const url = signal<string | null>(null);
  const progress = createProgress(deps.nowMs);
  const countdown = createCountdown(deps.nowMs);
  const busy = computed(() => state.value.kind === 'preparing' || state.value.kind === 'running');
  let current: AbortController | null = null;

  const start = async (target: string): Promise<void> => {
    if (busy.value || countdown.secondsLeft.value > 0) return;
    const controller = new AbortController();
    current = controller;
    batch(() => {
      // Nothing of the last run may stand beside this one.
      progress.reset();
      url.value = target;
      state.value = deps.online.value ? { kind: 'preparing' } : { kind: 'waiting_for_network' };
    });
    if (!deps.online.value) return;
    try {
      const result = await runOnce(deps, { state, progress }, target, controller.signal);
      state.value = { kind: 'done', result };
    } catch (failure) {
      if (controller.signal.aborted) return;
      fail(toProblem(failure));
    } finally {
      if (current === controller) progress.stopClock();
    }
  };

  const fail = (problem: Problem) => {
    if (problem.upgradeUrl) session.upgradeUrl.value = problem.upgradeUrl;
    if (problem.retryAfterSeconds) countdown.start(problem.retryAfterSeconds);
    state.value = { kind: 'failed', problem };
    void session.refreshQuota();
  };

  const cancel = () => {
    if (state.value.kind === 'waiting_for_network') state.value = { kind: 'idle' };
    if (!busy.value) return;
    current?.abort();
    progress.stopClock();
    // The server commits a discovery with the first endpoint it has sent.
    state.value = { kind: 'cancelled', charged: progress.endpoints.value.length > 0 };
    void settleQuota(session, deps.pause);
  };

  return { ...progress, state, url, busy, countdown, start, cancel };
}

interface Live {
  state: Signal<RunState>;
  progress: Progress;
}

/** From no key to a result, re-making a refused key once and following the stream through lost connections. */
async function runOnce(deps: RunDeps, live: Live, target: string, abort: AbortSignal): Promise<RunResult> {
  const idempotencyKey = deps.newId();
  let credentials = deps.session.credentials.value ?? (await deps.session.obtain(abort));
  if (deps.session.spent.value) throw spentProblem(deps.session.upgradeUrl.value);
  live.state.value = { kind: 'running', reconnecting: false };
  live.progress.startClock();
  let remade = false;
  for (let reconnects = 0; ;) {
    const outcome = await follow(deps, live, credentials, target, idempotencyKey, abort);
    if (outcome.kind === 'result') return outcome.result;
    if (outcome.kind === 'key_refused') {
      if (remade) throw outcome.problem;
      remade = true;
      deps.session.forget();
      credentials = await deps.session.obtain(abort);
      continue;
    }
    if (reconnects++ === RECONNECTS_MAX) throw new NetworkFailure('The stream was lost.');
    live.state.value = { kind: 'running', reconnecting: true };
    await deps.pause(RECONNECT_PAUSE_MS * reconnects, abort);
  }
}

type Followed =
  | { kind: 'result'; result: RunResult }
  | { kind: 'key_refused'; problem: ApiProblem }
  | { kind: 'dropped' };

async function follow(
  { api, session }: RunDeps,
  { state, progress }: Live,
  credentials: Credentials,
  target: string,
  idempotencyKey: string,
  abort: AbortSignal,
): Promise<Followed> {
  let failure: ApiProblem | null = null;
  let result: RunResult | null = null;
  try {
    await api.streamDiscovery(credentials, target, { signal: abort, idempotencyKey }, (event) => {
      if (abort.aborted) return;
      if (state.value.kind === 'running' && state.value.reconnecting) {
        state.value = { kind: 'running', reconnecting: false };
      }
      const seen = progress.take(event);
      if (seen.quota) session.quota.value = seen.quota;
      failure = seen.failure ?? failure;
      result = seen.result ?? result;
    });
  } catch (thrown) {
    if (thrown instanceof ApiProblem && thrown.body.status === 401) {
      return { kind: 'key_refused', problem: thrown };
    }
    if (thrown instanceof NetworkFailure) return { kind: 'dropped' };
    throw thrown;
  }
  if (failure !== null) throw failure;
  return result === null ? { kind: 'dropped' } : { kind: 'result', result };
}

function spentProblem(upgradeUrl: string | null): ApiProblem {
  const { code } = localProblem('quota_spent', 'lifetime_quota_exhausted');
  return new ApiProblem({
    error: 'RateLimitError',
    code,
    status: 429,
    title: '',
    type: '',
    detail: '',
    request_id: '',
    charged: false,
    upgrade_url: upgradeUrl ?? undefined,
  });
}

// A cancelled run's reservation is given back or committed a moment after the connection has closed.
async function settleQuota(session: Session, pause: RunDeps['pause']): Promise<void> {
  const never = new AbortController().signal;
  for (const waitMs of [300, 1500]) {
    await pause(waitMs, never);
    await session.refreshQuota();
    if (session.quota.value?.reserved === 0) return;
  }
}
