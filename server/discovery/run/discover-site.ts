import { announceOne, createDiscoveryState, type DiscoveryState } from './discovery-state.ts';
import { parseTemplate, shapeOf } from '../findings/endpoint-template.ts';
import { calibrate } from './phases/calibrate.ts';
import { readDocumentation, readSeed, readWellKnownDocuments } from './phases/documents.ts';
import { readMore } from './phases/more.ts';
import { readScripts, startScripts } from './phases/scripts.ts';
import { verify } from './phases/verify.ts';
import { openRun, type EngineParts, type RunContext } from './run-context.ts';
import type { RunInput } from './share-runs.ts';
import type { Outcome, Phase } from '../vocabulary.ts';

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
export async function discoverSite(parts: EngineParts, input: RunInput): Promise<Outcome> {
  const report = (): void => sendProgress(run, input);
  let reported = 0;
  const run = openRun(parts, input, () => {
    if (run.budget.requestsMade < reported + PROGRESS_EVERY) return;
    reported = run.budget.requestsMade;
    report();
  });
  try {
    report();
    const calibration = await calibrate(run, input.url);
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
export function conclude(state: DiscoveryState): Outcome {
  const { run, seed } = state;
  state.store.settle();
  const findings = state.store.findings();
  const requestsMade = run.budget.requestsMade;
  if (run.cancelled()) return { kind: 'cancelled', findings, requestsMade };
  if (findings.length === 0 && seed.status >= 400) {
    const detail = `The site answered with HTTP status ${seed.status}, and no API was found beside it.`;
    return { kind: 'unreachable', stage: 'http', detail, httpStatus: seed.status };
  }
  for (const finding of findings) {
    const template = parseTemplate(finding.url);
    if (template) announceOne(state, `${finding.method} ${shapeOf(template)}`, () => finding);
  }
  return { kind: 'completed', findings, truncated: state.truncated, requestsMade };
}

const PROGRESS_EVERY = 5;

export function sendProgress({ budget }: RunContext, { onEvent }: Pick<RunInput, 'onEvent'>): void {
  const { phase, requestsMade, requestsMax } = budget;
  const elapsedMs = Math.round(budget.elapsedMs());
  onEvent({ kind: 'progress', phase, requestsMade, requestsMax, elapsedMs });
}
