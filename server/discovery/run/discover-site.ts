import { PHASES, type Phase } from '../../../shared/phases.ts';
import { announceOne, createDiscoveryState, type DiscoveryState } from './discovery-state.ts';
import { parseTemplate, shapeOf } from '../findings/endpoint-template.ts';
import type { DiscoverInput, DiscoveryOutcome } from '../findings.ts';
import { calibrate } from './phases/calibrate.ts';
import { readDocumentation, readSeed, readWellKnownDocuments } from './phases/documents.ts';
import { readMore } from './phases/more.ts';
import { readScripts, startScripts } from './phases/scripts.ts';
import { verify } from './phases/verify.ts';
import { openRun, type EngineParts, type RunContext } from './run-context.ts';

type Work = (state: DiscoveryState) => Promise<void>;

async function readLinkedDocuments(state: DiscoveryState): Promise<void> {
  await readSeed(state);
  startScripts(state);
  await readDocumentation(state);
}

/** What follows the calibration, in order. */
const WORK: [Exclude<Phase, 'calibrate'>, Work][] = [
  ['linked_documents', readLinkedDocuments],
  ['well_known', readWellKnownDocuments],
  ['scripts', readScripts],
  ['more', readMore],
  ['verify', verify],
];

/** One discovery, phase by phase; ends by itself when its requests or its time are over. */
export async function discover(
  parts: EngineParts,
  input: DiscoverInput,
): Promise<DiscoveryOutcome> {
  const report = (): void => sendProgress(run, input);
  let reported = 0;
  const run = openRun(parts, input, () => {
    if (run.budget.requestsMade < reported + PROGRESS_EVERY) return;
    reported = run.budget.requestsMade;
    report();
  });
  try {
    report();
    const calibration = await calibrate(run, input);
    if (calibration.kind !== 'calibrated') return calibration;
    const state = createDiscoveryState(run, { ...calibration, onEvent: input.onEvent });
    try {
      await work(state, report);
    } finally {
      state.session?.close();
    }
    return conclude(state);
  } finally {
    await run.close();
  }
}

async function work(state: DiscoveryState, report: () => void): Promise<void> {
  for (const [phase, doWork] of WORK) {
    if (state.run.signal.aborted) break;
    state.run.budget.enter(phase);
    report();
    // The run's end beats a worker that is still busy: what it would say is lost, what is known is not.
    await Promise.race([doWork(state), whenAborted(state.run.signal)]);
  }
  // What is still being parsed may use the time that is left.
  await Promise.race([state.scriptsRead, whenAborted(state.run.signal)]);
  if (state.run.signal.aborted) state.truncated = true;
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((fulfil) => {
    if (signal.aborted) fulfil();
    signal.addEventListener('abort', () => fulfil(), { once: true });
  });

/** What the run comes to; announces what has not been announced. */
export function conclude(state: DiscoveryState): DiscoveryOutcome {
  const { run, seed } = state;
  state.ledger.settle();
  const endpoints = state.ledger.endpoints();
  const requestsMade = run.budget.requestsMade;
  if (run.cancelled()) return { kind: 'cancelled', endpoints, requestsMade };
  if (endpoints.length === 0 && seed.status >= 400) {
    const detail = `The site answered with HTTP status ${seed.status}, and no API was found beside it.`;
    return { kind: 'unreachable', stage: 'http', detail, httpStatus: seed.status };
  }
  for (const endpoint of endpoints) {
    const template = parseTemplate(endpoint.url);
    if (template) announceOne(state, `${endpoint.method} ${shapeOf(template)}`, () => endpoint);
  }
  return { kind: 'completed', endpoints, truncated: state.truncated, requestsMade };
}

const PROGRESS_EVERY = 5;

export function sendProgress(
  { budget }: RunContext,
  { onEvent }: Pick<DiscoverInput, 'onEvent'>,
): void {
  onEvent({
    type: 'progress',
    endpoint_url: null,
    api_type: null,
    metadata: {
      phase: budget.phase,
      phases: PHASES.length,
      requests_done: budget.requestsMade,
      requests_budget: budget.requestsMax,
      elapsed_ms: Math.round(budget.elapsedMs()),
    },
  });
}
