import type { Outcome, Phase } from '../vocabulary.ts';
import { conclude, createDiscovery, type Discovery } from './discovery.ts';
import { calibrate } from './phases/calibrate.ts';
import { readRemaining } from './phases/remaining-pages.ts';
import { readSeed } from './phases/seed.ts';
import { verify } from './phases/verify.ts';
import { readWellKnown } from './phases/well-known.ts';
import { openRun, type EngineParts, type RunContext } from './run-context.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import type { Extent } from './queues.ts';
import type { RunInput } from './share-runs.ts';

type Work = (discovery: Discovery, scheduler: Scheduler) => Promise<void>;

/** The phases after the calibration, in order. */
const WORK: [Exclude<Phase, 'calibrate'>, Work][] = [
  ['linked_documents', readSeed],
  ['well_known', readWellKnown],
  ['scripts', (_discovery, scheduler) => scheduler.readScripts()],
  ['more', readRemaining],
  ['verify', verify],
];

const SKIPPED_FOR_PAGE: ReadonlySet<Phase> = new Set(['well_known', 'more']);

/** One discovery, phase by phase; ends by itself when its requests or its time are over. */
export async function discoverSite(
  parts: EngineParts,
  input: RunInput,
  extent: Extent,
): Promise<Outcome> {
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
    const discovery = createDiscovery(run, calibration, input.onEvent, extent);
    await work(discovery, report, extent);
    return conclude(discovery);
  } finally {
    await run.close();
  }
}

async function work(discovery: Discovery, report: () => void, extent: Extent): Promise<void> {
  const { run } = discovery;
  const scheduler = createScheduler(discovery);
  try {
    for (const [phase, doWork] of WORK) {
      if (run.signal.aborted) break;
      if (extent === 'page' && SKIPPED_FOR_PAGE.has(phase)) continue;
      run.budget.enter(phase);
      report();
      // The end of the run does not wait for a busy worker. Only the findings of that worker are lost.
      await Promise.race([doWork(discovery, scheduler), whenAborted(run.signal)]);
    }
    // Scripts that are still being parsed may use the time that is left.
    await Promise.race([scheduler.scriptsDone(), whenAborted(run.signal)]);
    if (run.signal.aborted) run.leaveUnread();
  } finally {
    scheduler.close();
  }
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((fulfil) => {
    if (signal.aborted) fulfil();
    signal.addEventListener('abort', () => fulfil(), { once: true });
  });

const PROGRESS_EVERY = 5;

export function sendProgress({ budget }: RunContext, { onEvent }: Pick<RunInput, 'onEvent'>): void {
  const { phase, requestsMade, requestsMax } = budget;
  const elapsedMs = Math.round(budget.elapsedMs());
  onEvent({ kind: 'progress', phase, requestsMade, requestsMax, elapsedMs });
}
