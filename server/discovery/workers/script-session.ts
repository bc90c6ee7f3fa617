import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Reading } from '../findings.ts';
import {
  READY_ID,
  type Script,
  type SessionAnswer,
  type SessionMessage,
  type SessionRequest,
  type SessionTask,
} from './parse-task.ts';
import { watchThread } from './watch-thread.ts';

export interface ScriptBytes {
  url: string;
  body: Uint8Array;
  contentType: string;
  /** A source map stands for the application's own sources in it. */
  as: Script['kind'] | 'source-map';
}

/** One discovery's reader of scripts, in a worker of its own. */
export interface ScriptSession {
  /** What this script adds to those before it; `null` when it could not be read. */
  add(script: ScriptBytes): Promise<Reading | null>;
  /** All that the scripts say together. */
  finish(): Promise<Reading | null>;
  close(): void;
}

interface SessionDeps {
  pool: Piscina;
  documentBase: string;
  signal: AbortSignal;
  /** Processor time for one script. */
  cpuLimitMs: number;
  /** How long the run can still wait for a reading. */
  leftMs: () => number;
}

interface Thread {
  port: MessagePort;
  end: AbortController;
  /** The worker has loaded the reader; waiting for a free thread is nobody's fault. */
  ready: Promise<void>;
  threadId: number;
  waiting: Map<number, (answer: Reading | null) => void>;
}

// A reading is told to come to its end before it is stopped: this share of its processor time, this long before the run's end.
const SOFT_SHARE = 0.7;
const ANSWER_MS = 1_000;
const CRASHES_MAX = 2;
// Reading again what was read before the crash must not take the rest of the run.
const REPLAYED_BYTES_MAX = 12 * 1024 * 1024;

/**
 * Keeps one thread busy from the first script to `close`. A script that hangs or exhausts the worker costs that
 * script: the thread is terminated, another takes its place and reads again what came before.
 */
export function openScriptSession(deps: SessionDeps): ScriptSession {
  const { pool, documentBase, signal, cpuLimitMs, leftMs } = deps;
  const read: ScriptBytes[] = [];
  let thread: Thread | null = null;
  let crashes = 0;
  let nextId = 1;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Thread {
    const { port1, port2 } = new MessageChannel();
    const end = new AbortController();
    const waiting: Thread['waiting'] = new Map();
    const ready = new Promise<void>((fulfil) => waiting.set(READY_ID, () => fulfil()));
    const started: Thread = { port: port1, end, ready, threadId: -1, waiting };
    port1.on('message', (answer: SessionAnswer) => {
      if (answer.kind === 'ready') started.threadId = answer.threadId;
      const fulfil = started.waiting.get(answer.id);
      started.waiting.delete(answer.id);
      fulfil?.(answer.kind === 'reading' ? answer.reading : null);
    });
    const task: SessionTask = { port: port2, documentBase, cpuMs: cpuLimitMs * SOFT_SHARE };
    // Typed as an object, since Piscina derives its type from another overload of `postMessage`.
    const transferList: object = [port2];
    const runSignal = AbortSignal.any([signal, end.signal]);
    pool
      .run(task, { transferList, signal: runSignal })
      .catch(() => {})
      .finally(() => stop(started));
    return started;
  }

  function stop(stopped: Thread): void {
    if (thread !== stopped) return;
    thread = null;
    crashes += stopped.waiting.size > 0 ? 1 : 0;
    stopped.port.close();
    for (const fulfil of stopped.waiting.values()) fulfil(null);
    stopped.waiting.clear();
  }

  async function ask(request: SessionRequest): Promise<Reading | null> {
    if (signal.aborted) return null;
    const current = (thread ??= start());
    await current.ready;
    if (thread !== current) return null;
    const worker = pool.threads.find(({ threadId }) => threadId === current.threadId);
    return new Promise((fulfil) => {
      const unwatch = watchThread(
        () => worker,
        cpuLimitMs,
        leftMs,
        () => {
          current.end.abort();
          stop(current);
        },
      );
      current.waiting.set(request.id, (reading) => {
        unwatch();
        fulfil(reading);
      });
      const message: SessionMessage = { request, endsInMs: leftMs() - ANSWER_MS };
      current.port.postMessage(message);
    });
  }

  const addRequest = (script: ScriptBytes): SessionRequest => ({
    id: nextId++,
    kind: 'add',
    ...script,
  });

  /** After a crash, everything before it once more. */
  async function restore(): Promise<boolean> {
    if (crashes > CRASHES_MAX) return false;
    if (thread !== null) return true;
    let bytes = 0;
    for (const script of read) {
      bytes += script.body.byteLength;
      if (bytes > REPLAYED_BYTES_MAX) break;
      await ask(addRequest(script));
    }
    return true;
  }

  /** One after the other: a restart must not meet a script that is under way. */
  function inTurn(work: () => Promise<Reading | null>): Promise<Reading | null> {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  return {
    add: (script) =>
      inTurn(async () => {
        if (!(await restore())) return null;
        const reading = await ask(addRequest(script));
        if (reading !== null) read.push(script);
        if (thread !== null || signal.aborted || script.as === 'source-map') return reading;
        // It cost the thread: what its bare text says is better than nothing.
        const { url, body, contentType } = script;
        const scan: SessionRequest = { id: nextId++, kind: 'scan', url, body, contentType };
        return (await restore()) ? ask(scan) : null;
      }),
    finish: () =>
      inTurn(async () => ((await restore()) ? ask({ id: nextId++, kind: 'finish' }) : null)),
    close() {
      const open = thread;
      if (open === null) return;
      // Closing the port lets the thread serve the next discovery; one that is still parsing is terminated.
      if (open.waiting.size > 0) open.end.abort();
      stop(open);
    },
  };
}
