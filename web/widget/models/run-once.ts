import type { Signal } from '@preact/signals';
import { readErrorBody } from '../../api/error-body.ts';
import { ApiProblem, NetworkFailure } from '../../api/errors.ts';
import type { Credentials } from '../../api/request.ts';
import type { Problem } from './local-problem.ts';
import { toProblem } from './problem.ts';
import type { Progress, RunResult } from './progress.ts';
import type { RunDeps, RunState } from './run.ts';
import type { Session } from './session.ts';
import { takeEvent } from './take-event.ts';

interface Live {
  state: Signal<RunState>;
  progress: Progress;
}

type RunEnd =
  | { kind: 'done'; result: RunResult }
  | { kind: 'failed'; problem: Problem }
  /** The visitor cancelled it; the screen says so already. */
  | { kind: 'aborted' };

const RECONNECTS_MAX = 4;
const RECONNECT_PAUSE_MS = 800;

/** One run, from getting a key to its end. A chunk of its own: the first paint does without it. */
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

/** Makes a new key once if the key is refused, and opens the stream again after lost connections. */
async function runToResult(
  deps: RunDeps,
  live: Live,
  target: string,
  abort: AbortSignal,
): Promise<RunResult> {
  const idempotencyKey = await deps.newId();
  let credentials = deps.session.credentials.value ?? (await deps.session.obtain(abort));
  if (deps.session.spent.value) throw spentProblem(deps.session.upgradeUrl.value);
  live.state.value = { kind: 'running', reconnecting: false };
  live.progress.startClock();
  const usedBefore = usedOf(deps.session);
  let isRemade = false;
  for (let reconnects = 0; ;) {
    const followed = await follow(deps, live, credentials, target, idempotencyKey, abort);
    if (followed.kind === 'result') {
      const { result } = followed;
      // The answer to a repeated request says `charged: false`, since the first request was charged.
      const hasCost = reconnects > 0 && usedOf(deps.session) > usedBefore;
      return { ...result, charged: result.charged || hasCost };
    }
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

function usedOf({ quota }: Session): number {
  return quota.value?.used ?? 0;
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
      if (seen.quota) session.setQuota(seen.quota);
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

// The quota that came with the key says so already: no request is needed.
function spentProblem(upgradeUrl: string | null): ApiProblem {
  const body = { code: 'lifetime_quota_exhausted', charged: false, upgrade_url: upgradeUrl };
  return new ApiProblem(readErrorBody(body, 429, ''));
}

// The server waits a moment for the stream to be opened again before it settles a cancelled run.
const SETTLED_AFTER_MS = [400, 2500, 3000, 6000];

/** Whether a cancelled run cost a discovery, by the quota before and after; `null` where it is not settled in time. */
export async function costOfCancelled(
  session: Session,
  pause: RunDeps['pause'],
): Promise<boolean | null> {
  const usedBefore = session.quota.value?.used;
  const { signal: never } = new AbortController();
  for (const waitMs of SETTLED_AFTER_MS) {
    await pause(waitMs, never);
    await session.refreshQuota();
    const quota = session.quota.value;
    if (quota === null || usedBefore === undefined) return null;
    if (quota.reserved === 0) return quota.used > usedBefore;
  }
  return null;
}
