import { threadId } from 'node:worker_threads';
import type { Reading } from '../findings.ts';
import { createScriptReader } from '../javascript/read-scripts.ts';
import { readSourceMap } from '../javascript/leads/source-map.ts';
import { decodeText } from './decode-text.ts';
import { createLateness } from './lateness.ts';
import {
  READY_ID,
  type SessionAnswer,
  type SessionMessage,
  type SessionRequest,
  type SessionTask,
} from './parse-task.ts';
import { trimReading } from './trim-reading.ts';
import { lowerPriority } from './lower-priority.ts';

lowerPriority();

/**
 * Runs in a worker for as long as one discovery reads scripts. The reader keeps its state between scripts, since
 * constants and wrappers of one are used in others. Ends when the port closes.
 */
export default function session({ port, documentBase, cpuMs }: SessionTask): Promise<void> {
  const lateness = createLateness(cpuMs);
  const reader = createScriptReader(documentBase, lateness.isLate);
  return new Promise((fulfil) => {
    port.on('close', () => fulfil());
    port.on('message', ({ id, request, endsInMs }: SessionMessage) => {
      lateness.begin(endsInMs);
      port.postMessage(answer(id, request));
    });
    port.postMessage({ id: READY_ID, kind: 'ready', threadId } satisfies SessionAnswer);
  });

  function read(request: SessionRequest): Reading {
    if (request.kind === 'finish') return reader.finish();
    const { url, body, contentType } = request;
    const code = decodeText(body, contentType);
    if (request.kind === 'scan') return reader.scan(code, url);
    if (request.as === 'source-map') return readSources(url, code);
    return reader.add({ url, kind: request.as, code });
  }

  function readSources(url: string, body: string): Reading {
    const readings = readSourceMap({ url, body, documentBase }).map((source) => reader.add(source));
    return {
      candidates: readings.flatMap(({ candidates }) => candidates),
      leads: readings.flatMap(({ leads }) => leads),
    };
  }

  function answer(id: number, request: SessionRequest): SessionAnswer {
    try {
      const reading = read(request);
      return { id, kind: 'reading', reading: trimReading(reading) };
    } catch {
      return { id, kind: 'failed' };
    }
  }
}
