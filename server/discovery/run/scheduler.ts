import type { Discovery } from './discovery.ts';
import { DOCUMENTATION_PRIORITY } from './queues.ts';
import { readLead } from './read-lead.ts';
import { createScriptReader } from './script-reader.ts';
import { OWN_SCRIPT_PRIORITY } from './script-priority.ts';
import { workOff, type WorkQueue } from './work-queue.ts';

/**
 * Reads what is queued. Phases fill the queues and call the methods for those that are to be read; no phase calls
 * another. Every method returns when its queue is empty, or when the requests or the time of the phase are used up.
 */
export interface Scheduler {
  readDocuments(): Promise<void>;
  /** Reads queued documents, a few pages that look like documentation, and the documents that these name. */
  readDocumentation(): Promise<void>;
  readPages(max: number): Promise<void>;
  readSourceMaps(max: number): Promise<void>;
  /**
   * Begins to read the page's own scripts while its documents are being fetched: parsing uses the processor while
   * documents wait for the network.
   */
  startScripts(): void;
  /**
   * Reads the scripts of the page first, then those that they load, until several in a row bring nothing new. A script
   * that is still being parsed when the phase ends goes on during later phases; its findings are stored then.
   */
  readScripts(): Promise<void>;
  /** Resolves when no script is being read any more. */
  scriptsDone(): Promise<unknown>;
  close(): void;
}

const EARLY_SCRIPTS_MAX = 8;
/** A site of documentation has hundreds of such pages. Only the first few are read. */
const DOCUMENTATION_PAGES_MAX = 6;

export function createScheduler(discovery: Discovery): Scheduler {
  const { run, queues } = discovery;
  const scripts = createScriptReader(discovery);
  let documentationPagesLeft = DOCUMENTATION_PAGES_MAX;
  let scriptsDone: Promise<unknown> = Promise.resolve();

  const work = <T>(
    queue: WorkQueue<T>,
    read: (item: T) => Promise<unknown>,
    mayStart: () => boolean = () => true,
  ): Promise<void> =>
    workOff(
      queue,
      () => run.budget.hasRoom() && !run.signal.aborted && mayStart(),
      async (item) => void (await read(item)),
    );

  const readDocuments = (): Promise<void> =>
    work(queues.documents, (lead) => readLead(discovery, lead));

  async function readDocumentation(): Promise<void> {
    await readDocuments();
    await work(
      queues.pages,
      (lead) => readLead(discovery, lead),
      () =>
        queues.pages.nextPriority >= DOCUMENTATION_PRIORITY && (documentationPagesLeft -= 1) >= 0,
    );
    await readDocuments();
  }

  const readScriptsWhile = (mayStart: () => boolean): Promise<void> =>
    work(queues.scripts, (lead) => scripts.read(lead, readDocumentation), mayStart);

  async function readAllScripts(phase: { over: boolean }, early: Promise<unknown>): Promise<void> {
    const mayStart = (): boolean => !phase.over && scripts.isWorthGoingOn();
    await readScriptsWhile(mayStart);
    // Scripts that were begun early may still name chunks to load.
    await early;
    await readScriptsWhile(mayStart);
    if (queues.scripts.length > 0 && scripts.isWorthGoingOn()) run.leaveUnread();
    await scripts.finish();
  }

  return {
    readDocuments,
    readDocumentation,
    readPages: (max) => work(queues.pages, (lead) => readLead(discovery, lead), atMost(max)),
    readSourceMaps: (max) =>
      work(queues.sourceMaps, ({ url }) => scripts.readSourceMap(url), atMost(max)),
    startScripts() {
      const mayStart = atMost(EARLY_SCRIPTS_MAX);
      const early = readScriptsWhile(
        () => queues.scripts.nextPriority >= OWN_SCRIPT_PRIORITY && mayStart(),
      );
      scriptsDone = Promise.allSettled([scriptsDone, early]);
    },
    async readScripts() {
      const phase = { over: false };
      scriptsDone = Promise.allSettled([readAllScripts(phase, scriptsDone)]);
      const { promise: end, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, run.budget.phaseLeftMs());
      await Promise.race([scriptsDone, end]);
      clearTimeout(timer);
      phase.over = true;
    },
    scriptsDone: () => scriptsDone,
    close: scripts.close,
  };
}

/** Returns true `max` times, then false. */
function atMost(max: number): () => boolean {
  let count = 0;
  return () => (count += 1) <= max;
}
