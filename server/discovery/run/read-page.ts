import type { ReaderView, ReadOptions, ReadOutcome, Unreachable } from '../vocabulary.ts';
import { openSeed } from './phases/calibrate.ts';
import { openRun, type EngineParts } from './run-context.ts';

// robots.txt and the page, both with redirects.
const REQUESTS_MAX = 12;

/** Fetches one page and returns its plain text. */
export async function readPage(
  parts: EngineParts,
  url: string,
  options: ReadOptions,
): Promise<ReadOutcome<ReaderView>> {
  const run = openRun(parts, { ...options, requestsMax: REQUESTS_MAX }, () => {});
  try {
    run.budget.enter('verify'); // all of the budget
    const opened = await openSeed(run, url);
    if (opened.kind === 'cancelled') return { kind: 'cancelled' };
    if (opened.kind !== 'opened') return opened;
    const { body, status, headers } = opened.seed;
    if (status >= 400) return httpFailure(status);
    const contentType = headers['content-type'] ?? '';
    const view = await parts.parsers.readReaderView(
      { url: opened.seed.url, contentType, body },
      run.signal,
    );
    if (view !== null) return { kind: 'completed', value: view };
    if (run.cancelled()) return { kind: 'cancelled' };
    return { kind: 'unreachable', stage: 'http', detail: 'The page could not be read as text.' };
  } finally {
    await run.close();
  }
}

export const httpFailure = (httpStatus: number): Unreachable => ({
  kind: 'unreachable',
  stage: 'http',
  detail: `The page was answered with HTTP status ${httpStatus}.`,
  httpStatus,
});
