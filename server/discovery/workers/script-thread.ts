import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Reading } from '../findings.ts';
import {
  READY_ID,
  type SessionAnswer,
  type SessionMessage,
  type SessionRequest,
  type SessionTask,
} from './parse-task.ts';
import { watchThread } from './watch-thread.ts';

export interface ThreadDeps {
  pool: Piscina;
  documentBase: string;
  /** Ends with the run. */
  signal: AbortSignal;
  /** Processor time for one script. */
  cpuLimitMs: number;
  /** How long the run can still wait for a reading. */
  leftMs: () => number;
}

// A reading is asked to end before its thread would be terminated: after this share of its processor time, and so many
// milliseconds before the run's end.
const SOFT_SHARE = 0.7;
const ANSWER_MS = 1_000;

/** One worker thread that reads scripts for one run, until it is closed or one script costs too much. */
export class ScriptThread {
  readonly #deps: ThreadDeps;
  readonly #port: MessagePort;
  readonly #end = new AbortController();
  /** Resolved when the worker has loaded the reader. The wait for a free thread is not counted. */
  readonly #ready: Promise<void>;
  readonly #waiting = new Map<number, (answer: Reading | null) => void>();
  #threadId = -1;
  #nextId = READY_ID + 1;
  #isOver = false;
  #hasCrashed = false;

  constructor(deps: ThreadDeps) {
    this.#deps = deps;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#ready = new Promise((fulfil) => this.#waiting.set(READY_ID, () => fulfil()));
    port1.on('message', (answer: SessionAnswer) => this.#take(answer));
    const { documentBase, cpuLimitMs } = deps;
    const task: SessionTask = { port: port2, documentBase, cpuMs: cpuLimitMs * SOFT_SHARE };
    // Typed as an object, since Piscina derives its type from another overload of `postMessage`.
    const transferList: object = [port2];
    deps.pool
      .run(task, { transferList, signal: AbortSignal.any([deps.signal, this.#end.signal]) })
      .catch(() => {})
      .finally(() => this.#stop());
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether it ended while a script was being read. */
  get hasCrashed(): boolean {
    return this.#hasCrashed;
  }

  /** @returns `null` where the reader failed, or the thread ended */
  async ask(request: SessionRequest): Promise<Reading | null> {
    await this.#ready;
    if (this.#isOver) return null;
    const { pool, cpuLimitMs, leftMs } = this.#deps;
    const worker = pool.threads.find(({ threadId }) => threadId === this.#threadId);
    return new Promise((fulfil) => {
      const unwatch = watchThread(
        () => worker,
        cpuLimitMs,
        leftMs,
        () => {
          this.#end.abort();
          this.#stop();
        },
      );
      const id = this.#nextId;
      this.#nextId += 1;
      this.#waiting.set(id, (reading) => {
        unwatch();
        fulfil(reading);
      });
      const message: SessionMessage = { id, request, endsInMs: leftMs() - ANSWER_MS };
      this.#port.postMessage(message);
    });
  }

  /** Closing the port lets the thread serve the next run; one that is still parsing is terminated. */
  close(): void {
    if (this.#waiting.size > 0) this.#end.abort();
    this.#stop();
  }

  #take(answer: SessionAnswer): void {
    if (answer.kind === 'ready') this.#threadId = answer.threadId;
    const fulfil = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    fulfil?.(answer.kind === 'reading' ? answer.reading : null);
  }

  #stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#hasCrashed = this.#waiting.size > 0;
    this.#port.close();
    for (const fulfil of this.#waiting.values()) fulfil(null);
    this.#waiting.clear();
  }
}
