import type { Endpoint } from '../../shared/discovery.ts';
import type { Problem } from '../widget/models/local-problem.ts';
import type { RunResult } from '../widget/models/progress.ts';
import type { LinkState } from '../widget/models/link-state.ts';
import type { RunState } from '../widget/models/run.ts';
import type { KeyState } from '../widget/models/session.ts';
import type { GalleryModel } from './gallery-model.ts';

const URL_SHOWN = 'https://shop.example';
const LIMIT = 10;
/** Failures that happen in the browser. */
const NO_REQUEST = new Set(['interrupted', 'challenge_too_slow', 'page_outdated']);

export function giveKey(
  model: GalleryModel,
  used: number,
  { reserved = 0, revealed = false }: { reserved?: number; revealed?: boolean } = {},
): void {
  const { session } = model;
  session.credentials.value = {
    apiKey: 'sk-test-Zq3vT8mN1xRk5LwP7yBdG2hJ9cFsA4Kd93Fp',
    organizationId: '3f0c9a52-6d1e-4b7a-9c55-0f8a1de2b6c4',
  };
  session.quota.value = { limit: LIMIT, used, reserved, remaining: LIMIT - used - reserved };
  session.revealed.value = revealed;
  session.recognizedBy.value = 'none';
  session.state.value = { kind: 'ready' };
}

export function runAt(model: GalleryModel, state: RunState, key?: KeyState): void {
  model.typed.value = URL_SHOWN;
  model.run.url.value = URL_SHOWN;
  if (key) model.session.state.value = key;
  model.run.state.value = state;
}

export function finish(
  model: GalleryModel,
  endpoints: Endpoint[],
  result: Partial<RunResult> = {},
): void {
  model.run.endpoints.value = endpoints;
  runAt(model, {
    kind: 'done',
    result: {
      discoveryId: 'dsc_01J8Z3',
      artifactId: 'art_01J8Z3',
      totalEndpoints: endpoints.length,
      truncated: false,
      elapsedMs: 6240,
      requestsMade: 87,
      charged: true,
      storedAt: null,
      ...result,
    },
  });
}

export function failed(model: GalleryModel, problem: Problem): void {
  runAt(model, {
    kind: 'failed',
    problem: {
      ...problem,
      charged: problem.kind === 'interrupted' ? null : (problem.charged ?? false),
      requestId: NO_REQUEST.has(problem.kind) ? '' : 'req_7Q2f9sKx1a',
    },
  });
  if (problem.retryAfterSeconds) model.run.countdown.secondsLeft.value = problem.retryAfterSeconds;
}

/** A page that was opened by a link to a stored result. */
export function linked(
  model: GalleryModel,
  state: { kind: 'opening' | 'locked' | 'missing' } | { kind: 'failed'; problem: Problem },
): void {
  model.typed.value = URL_SHOWN;
  model.link.value = { ...state, discoveryId: 'dsc_01J8Z3' } satisfies LinkState;
}
