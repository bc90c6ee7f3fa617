import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DocumentReading } from '../documents/document-reading.ts';
import type { Lead } from '../findings.ts';
import type { ReaderView } from '../vocabulary.ts';
import type { DocumentTask, GlanceTask, ParseTask, ReaderViewTask } from './parse-task.ts';
import { openScriptSession, type ScriptSession } from './script-session.ts';
import { watchThread } from './watch-thread.ts';

export interface ParserLimits {
  /** Processor time that one document may take. After that the parse is terminated and gives nothing. */
  documentCpuMs: number;
  /** Processor time that one script may take. */
  scriptCpuMs: number;
  memoryMb: number;
  /** Discoveries that may read scripts at the same time. Others wait. */
  sessionsMax: number;
}

/** Parses hostile text away from the main thread, under limits of time and memory. */
export interface ParserPool {
  /** @returns `null` when the parse failed, took too long or too much memory. */
  readDocument(
    task: Omit<DocumentTask, 'kind'>,
    signal: AbortSignal,
  ): Promise<DocumentReading | null>;
  readReaderView(
    task: Omit<ReaderViewTask, 'kind'>,
    signal: AbortSignal,
  ): Promise<ReaderView | null>;
  glance(task: Omit<GlanceTask, 'kind'>, signal: AbortSignal): Promise<Lead[]>;
  /** @param leftMs how long the run can still wait. */
  openScripts(documentBase: string, signal: AbortSignal, leftMs: () => number): ScriptSession;
  close(): Promise<void>;
}

export function createParserPool(limits: ParserLimits): ParserPool {
  // Two pools: a script session keeps its thread for seconds, and documents must not wait for it.
  const documents = startThreads('document-worker.ts', Math.max(4, availableParallelism()), limits);
  const sessions = startThreads('script-worker.ts', limits.sessionsMax, limits);
  const run = (task: ParseTask, signal: AbortSignal) =>
    runTask(documents, limits.documentCpuMs, task, signal);

  return {
    async readDocument(task, signal) {
      const reading = await run({ kind: 'document', ...task }, signal);
      return reading !== null && 'recognised' in reading ? reading : null;
    },
    async readReaderView(task, signal) {
      const view = await run({ kind: 'reader-view', ...task }, signal);
      return view !== null && 'content' in view ? view : null;
    },
    async glance(task, signal) {
      const leads = await run({ kind: 'glance', ...task }, signal);
      return Array.isArray(leads) ? leads : [];
    },
    openScripts: (documentBase, signal, leftMs) =>
      openScriptSession({
        pool: sessions,
        documentBase,
        signal,
        cpuLimitMs: limits.scriptCpuMs,
        leftMs,
      }),
    async close() {
      await Promise.all([documents.destroy(), sessions.destroy()]);
    },
  };
}

function startThreads(worker: string, maxThreads: number, { memoryMb }: ParserLimits): Piscina {
  const pool = new Piscina({
    filename: new URL(worker, import.meta.url).href,
    // One thread starts with the pool. Otherwise its start would count as time of the first parse.
    minThreads: 1,
    maxThreads,
    idleTimeout: 30_000,
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: 128,
      stackSizeMb: 4,
    },
    // A worker needs no environment variables, and those may contain secrets.
    env: {},
    recordTiming: false,
  });
  // Where a worker ends early, its task fails, which is handled there.
  pool.on('error', () => {});
  return pool;
}

/** Parses in a thread; ends it where it takes more processor time than it may. @returns `null` where it failed */
async function runTask(
  pool: Piscina,
  cpuMs: number,
  task: ParseTask,
  signal: AbortSignal,
): Promise<DocumentReading | ReaderView | Lead[] | null> {
  const over = new AbortController();
  // The thread writes its id here when it begins. The wait for a free thread before that is not counted.
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const thread = () => pool.threads.find(({ threadId }) => threadId === Atomics.load(cell, 0));
  const unwatch = watchThread(
    thread,
    cpuMs,
    () => Infinity,
    () => over.abort(),
  );
  try {
    return await pool.run({ task, cell }, { signal: AbortSignal.any([signal, over.signal]) });
  } catch {
    return null;
  } finally {
    unwatch();
  }
}
