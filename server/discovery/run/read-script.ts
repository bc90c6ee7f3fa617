import { createCollector } from './collector.ts';
import { conclude } from './discovery.ts';
import { sendProgress } from './discover-site.ts';
import { createSite } from './site.ts';
import { stoppedBy } from './phases/calibrate.ts';
import { allowAll } from '../politeness/robots-file.ts';
import { openRun, type EngineParts } from './run-context.ts';
import type { RunInput } from './share-runs.ts';
import { createSoftNotFound } from './soft-not-found.ts';
import type { Outcome } from '../vocabulary.ts';

/** One request for the script, and its redirects. */
export const SCRIPT_REQUESTS_MAX = 6;

/** Finds the requests in one script. Its relative URLs are resolved against the root of its origin. */
export async function readScript(parts: EngineParts, input: RunInput): Promise<Outcome> {
  const run = openRun(parts, input, () => {});
  try {
    run.budget.enter('scripts');
    sendProgress(run, input);
    const seed = await run.ask({ url: input.url, bodyBytesMax: parts.limits.scriptBytesMax });
    if (seed.kind !== 'response') return stoppedBy(run, seed);
    if (seed.status >= 400) {
      const detail = `The script was answered with HTTP status ${seed.status}.`;
      return { kind: 'unreachable', stage: 'http', detail, httpStatus: seed.status };
    }
    const site = createSite({ seed, robots: allowAll, notFound: createSoftNotFound() });
    const collector = createCollector(site.origin, input.onEvent);
    const documentBase = new URL('/', seed.url).href;
    const session = parts.parsers.openScripts(documentBase, run.signal, run.budget.leftMs);
    try {
      const contentType = seed.headers['content-type'] ?? '';
      const script = { url: seed.url, body: seed.body, contentType, as: 'classic' as const };
      const readings = [await session.add(script), await session.finish()];
      for (const reading of readings) collector.add(reading?.candidates ?? []);
    } finally {
      session.close();
    }
    if (seed.truncated || run.signal.aborted) run.leaveUnread();
    return conclude({ run, site, collector });
  } finally {
    await run.close();
  }
}
