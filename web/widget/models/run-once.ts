import type { Signal } from '@preact/signals';
import type { Credentials } from '../../api-client.ts';
import { ApiProblem, NetworkFailure, readErrorBody } from '../../wire/errors.ts';
import type { Problem } from './local-problem.ts';
import { toProblem } from './problem.ts';
import type { Progress, RunResult } from './progress.ts';
import type { RunDeps, RunState } from './run.ts';
import { takeEvent } from './take-event.ts';

interface Live {
  state: Signal<RunState>;
  progress: Progress;
}

type RunEnd =
  | { kind: 'done'; result: RunResult }
  | { kind: 'failed'; problem: Problem }
  /** The visitor's doing, and already on the screen. */
  | { kind: 'aborted' };

const RECONNECTS_MAX = 4;
const RECONNECT_PAUSE_MS = 800;

/** One run from no key to its end. Fetched when the first run begins: the first paint has no use for it. */
export async function runOnce(
  deps: RunDeps,
  live: Live,
  target: string,
  abort: AbortSignal,
): Promise<RunEnd> {
  try {
    return { kind: 'done', result: await runToResult(deps, live, target, abort) };
  } catch (failure) {
    return abort.aborted ? { kind: 'aborted' } : { kind: 'failed', problem: toProblem(failure) };
  }
}

/** Re-makes a refused key once, and follows the stream through lost connections. */
async function runToResult(
  deps: RunDeps,
  live: Live,
  target: string,
  abort: AbortSignal,
): Promise<RunResult> {
  const idempotencyKey = deps.newId();
  let credentials = deps.session.credentials.value ?? (await deps.session.obtain(abort));
  if (deps.session.spent.value) throw spentProblem(deps.session.upgradeUrl.value);
  live.state.value = { kind: 'running', reconnecting: false };
  live.progress.startClock();
  let isRemade = false;
  for (let reconnects = 0; ;) {
    const followed = await follow(deps, live, credentials, target, idempotencyKey, abort);
    if (followed.kind === 'result') return followed.result;
    if (followed.kind === 'key_refused') {
      if (isRemade) throw followed.problem;
      isRemade = true;
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
      const seen = takeEvent(progress, event);
      if (seen.quota) session.quota.value = seen.quota;
      failure = seen.failure ?? failure;
      result = seen.result ?? result;
    });
  } catch (thrown) {
    if (thrown instanceof ApiProblem && thrown.body.status === 401) {
      return { kind: 'key_refused', problem: thrown };
    }
    // After a cut the server may still be ending the first request under this idempotency key.
    const isStillBusy = thrown instanceof ApiProblem && thrown.body.status === 409;
    if (isStillBusy || thrown instanceof NetworkFailure) return { kind: 'dropped' };
    throw thrown;
  }
  if (failure !== null) throw failure;
  return result === null ? { kind: 'dropped' } : { kind: 'result', result };
}

// The server would say the same; asking it would only make the visitor wait for it.
function spentProblem(upgradeUrl: string | null): ApiProblem {
  const body = { code: 'lifetime_quota_exhausted', charged: false, upgrade_url: upgradeUrl };
  return new ApiProblem(readErrorBody(body, 429, ''));
}
