import type { Outcome } from '../vocabulary.ts';
import type { DocumentReading } from '../documents/document-reading.ts';
import { createCollector, type Collector } from './collector.ts';
import { createQueues, type Extent, type Queues } from './queues.ts';
import type { RunContext } from './run-context.ts';
import type { RunInput } from './share-runs.ts';
import { createSite, type Site } from './site.ts';

/** The parts of one discovery: the requests, the target, the queues of what is still to be read, and the findings. */
export interface Discovery {
  run: RunContext;
  site: Site;
  queues: Queues;
  collector: Collector;
}

export function createDiscovery(
  run: RunContext,
  found: Pick<Site, 'seed' | 'robots' | 'notFound'>,
  onEvent: RunInput['onEvent'],
  extent: Extent,
): Discovery {
  const site = createSite(found);
  const collector = createCollector(site.origin, onEvent);
  return { run, site, queues: createQueues(site.origin, extent), collector };
}

/**
 * Stores the findings of a document and queues its leads. Servers of other origins that it names are listed, but get no
 * requests.
 */
export function absorbDocument({ queues, collector }: Discovery, reading: DocumentReading): void {
  if (reading.recognised) {
    for (const server of reading.servers) {
      const origin = URL.parse(server)?.origin;
      if (origin !== undefined && origin !== 'null') collector.store.allowOrigin(origin);
    }
  }
  collector.add(reading.candidates);
  reading.leads.forEach(queues.follow);
  reading.scripts.forEach(queues.addScript);
}

/** The outcome of the run. Announces the findings that were not announced yet. */
export function conclude({
  run,
  site,
  collector,
}: Pick<Discovery, 'run' | 'site' | 'collector'>): Outcome {
  collector.store.settle();
  const findings = collector.store.findings();
  const { requestsMade } = run.budget;
  if (run.cancelled()) return { kind: 'cancelled', findings, requestsMade };
  const httpStatus = site.seed.status;
  if (findings.length === 0 && httpStatus >= 400) {
    const detail = `The site answered with HTTP status ${httpStatus}, and no API was found beside it.`;
    return { kind: 'unreachable', stage: 'http', detail, httpStatus };
  }
  collector.announceAll(findings);
  return { kind: 'completed', findings, truncated: run.isTruncated(), requestsMade };
}
