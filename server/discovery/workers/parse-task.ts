import type { MessagePort } from 'node:worker_threads';
import type { Lead, Reading } from '../findings.ts';

/** The input of the reader of documents. The body comes as bytes, so that the worker decodes it. */
export interface DocumentTask {
  kind: 'document';
  url: string;
  contentType: string;
  body: Uint8Array;
  as: Lead['kind'] | 'seed' | 'unknown';
  headers: Record<string, string>;
}

export interface ReaderViewTask {
  kind: 'reader-view';
  url: string;
  contentType: string;
  body: Uint8Array;
}

/** Looks for links to documentation in the text of a script, before it is parsed. */
export interface GlanceTask {
  kind: 'glance';
  documentBase: string;
  contentType: string;
  body: Uint8Array;
}

export type ParseTask = DocumentTask | ReaderViewTask | GlanceTask;

export interface Script {
  url: string;
  code: string;
  kind: 'classic' | 'module' | 'inline';
}

/** The start message of a script session. */
export interface SessionTask {
  port: MessagePort;
  documentBase: string;
  /** Processor time after which a reading ends with what was found so far. */
  cpuMs: number;
}

/** From the main thread to a script session. After `endsInMs` the main thread no longer waits for the answer. */
export interface SessionMessage {
  /** The answer has the same id. */
  id: number;
  request: SessionRequest;
  endsInMs: number;
}

export type SessionRequest =
  | {
      kind: 'add';
      url: string;
      body: Uint8Array;
      contentType: string;
      as: Script['kind'] | 'source-map';
    }
  // Reads the script as plain text, after parsing it has crashed a thread.
  | { kind: 'scan'; url: string; body: Uint8Array; contentType: string }
  | { kind: 'finish' };

/** The id of the message that a session sends when it is ready. */
export const READY_ID = 0;

/** Script session to main thread; `ready` is the first, `failed` where the reader threw. */
export type SessionAnswer =
  | { id: number; kind: 'ready'; threadId: number }
  | { id: number; kind: 'reading'; reading: Reading }
  | { id: number; kind: 'failed' };
