import type { Reading } from '../findings.ts';
import type { Script } from './parse-task.ts';
import { ScriptThread, type ThreadDeps } from './script-thread.ts';

export interface ScriptBytes {
  url: string;
  body: Uint8Array;
  contentType: string;
  /** Of a source map, the application's own sources in it are read. */
  as: Script['kind'] | 'source-map';
}

/** The reader of scripts of one run, in a worker thread of its own. */
export interface ScriptSession {
  /** What this script adds to those before it; `null` when it could not be read. */
  add(script: ScriptBytes): Promise<Reading | null>;
  /** The findings that need all scripts to be known. */
  finish(): Promise<Reading | null>;
  close(): void;
}

const CRASHES_MAX = 2;
// Bytes of earlier scripts that are read again after a crash, so that this does not take the rest of the run.
const REPLAYED_BYTES_MAX = 12 * 1024 * 1024;

/**
 * Keeps one thread from the first script to `close`. Where a script hangs or takes all the memory, its thread is
 * terminated, and a new thread reads the earlier scripts again. Only that script is lost.
 */
export function openScriptSession(deps: ThreadDeps): ScriptSession {
  const { signal } = deps;
  const read: ScriptBytes[] = [];
  let thread: ScriptThread | null = null;
  let crashes = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** @returns `null` when there were too many crashes, or the run is over */
  async function openThread(): Promise<ScriptThread | null> {
    if (thread?.isOver === false) return thread;
    crashes += thread?.hasCrashed ? 1 : 0;
    if (crashes > CRASHES_MAX || signal.aborted) return null;
    const opened = new ScriptThread(deps);
    thread = opened;
    let bytes = 0;
    for (const script of read) {
      bytes += script.body.byteLength;
      if (bytes > REPLAYED_BYTES_MAX) break;
      await opened.ask({ kind: 'add', ...script });
    }
    return opened;
  }

  async function add(script: ScriptBytes): Promise<Reading | null> {
    const current = await openThread();
    const reading = (await current?.ask({ kind: 'add', ...script })) ?? null;
    if (reading !== null) read.push(script);
    if (current?.isOver !== true || signal.aborted || script.as === 'source-map') return reading;
    // It crashed the thread. Its plain text still gives some addresses.
    const { url, body, contentType } = script;
    return (await (await openThread())?.ask({ kind: 'scan', url, body, contentType })) ?? null;
  }

  /** Runs one request after the other, so that none is under way when a thread is replaced. */
  function inTurn(work: () => Promise<Reading | null>): Promise<Reading | null> {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  return {
    add: (script) => inTurn(() => add(script)),
    finish: () => inTurn(async () => (await (await openThread())?.ask({ kind: 'finish' })) ?? null),
    close: () => thread?.close(),
  };
}
