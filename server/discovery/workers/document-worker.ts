import { threadId } from 'node:worker_threads';
import { readDocument } from '../documents/read-document.ts';
import { readReaderView } from '../documents/reader-view.ts';
import type { Lead } from '../findings.ts';
import type { ReaderView } from '../vocabulary.ts';
import { decodeText } from './decode-text.ts';
import { documentationLeads } from './documentation-strings.ts';
import type { DocumentReading } from '../documents/document-reading.ts';
import type { ParseTask } from './parse-task.ts';
import { trimDocument } from './trim-reading.ts';
import { lowerPriority } from './lower-priority.ts';

lowerPriority();

/** Runs in a worker: reads one document. An exception costs this document only. */
export default function parse({
  task,
  cell,
}: {
  task: ParseTask;
  /** The worker writes its thread id here, so that the pool can watch it. */
  cell: Int32Array;
}): DocumentReading | ReaderView | Lead[] {
  Atomics.store(cell, 0, threadId);
  const body = decodeText(task.body, task.contentType);
  if (task.kind === 'reader-view') return readReaderView(body, task.url);
  if (task.kind === 'glance') return documentationLeads(body, task.documentBase);
  return trimDocument(
    readDocument({
      url: task.url,
      contentType: task.contentType,
      body,
      kind: task.as,
      headers: task.headers,
    }),
  );
}
