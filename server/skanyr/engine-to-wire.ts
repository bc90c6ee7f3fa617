import { createHash } from 'node:crypto';
import { PHASES } from '../../shared/phases.ts';
import type { DiscoveryEvent, Endpoint } from '../../shared/discovery.ts';
import type {
  Finding,
  Found,
  Outcome,
  Progress,
  ReadOutcome,
  RunEvent,
  SitePage,
} from '../discovery/discover.ts';
import type { WorkOutcome } from './ending.ts';
import type { EndpointResult } from './result.ts';

/** A node of a stored hierarchy. */
export interface StoredNode extends Omit<SitePage, 'children'> {
  node_id: string;
  children: StoredNode[];
}

/**
 * Follows a run of the engine to its end.
 * @param onEvent is called with what the run tells, as it goes over the wire
 */
export async function followRun(
  events: AsyncIterable<RunEvent>,
  onEvent: (event: DiscoveryEvent) => void,
): Promise<WorkOutcome> {
  for await (const event of events) {
    if (event.kind === 'ended') return toWorkOutcome(event.outcome);
    onEvent(event.kind === 'found' ? foundEvent(event) : progressEvent(event));
  }
  throw new Error('The engine ended without an outcome.');
}

export const toEndpoint = ({ apiType, evidence, ...finding }: Finding): Endpoint => ({
  url: finding.url,
  method: finding.method,
  api_type: apiType,
  confidence: finding.confidence,
  parameters: finding.parameters,
  source: evidence,
});

export const toFinding = ({ api_type, source, ...endpoint }: Endpoint): Finding => ({
  ...endpoint,
  apiType: api_type,
  evidence: source,
});

export const toStoredNode = ({ children, ...page }: SitePage): StoredNode => ({
  // The same page has the same id in every reading of the site.
  node_id: createHash('sha256').update(page.url).digest('hex').slice(0, 16),
  ...page,
  children: children.map(toStoredNode),
});

/** The outcome of reading something else than endpoints; `toResult` makes what is stored. */
export function toReadOutcome<T>(
  outcome: ReadOutcome<T>,
  toResult: (value: T) => unknown,
): WorkOutcome {
  if (outcome.kind === 'completed') return { kind: 'completed', result: toResult(outcome.value) };
  return outcome.kind === 'cancelled' ? { kind: 'cancelled', result: null } : outcome;
}

function toWorkOutcome(outcome: Outcome): WorkOutcome {
  if (outcome.kind !== 'completed' && outcome.kind !== 'cancelled') return outcome;
  const result: EndpointResult = {
    endpoints: outcome.findings.map(toEndpoint),
    truncated: outcome.kind === 'completed' ? outcome.truncated : true,
    requests_made: outcome.requestsMade,
  };
  return { kind: outcome.kind, result };
}

function foundEvent({ finding }: Found): DiscoveryEvent {
  const metadata = toEndpoint(finding);
  return {
    type: 'endpoint_found',
    endpoint_url: metadata.url,
    api_type: metadata.api_type,
    metadata,
  };
}

function progressEvent({ phase, ...progress }: Progress): DiscoveryEvent {
  return {
    type: 'progress',
    endpoint_url: null,
    api_type: null,
    metadata: {
      phase,
      phases: PHASES.length,
      requests_done: progress.requestsMade,
      requests_budget: progress.requestsMax,
      elapsed_ms: progress.elapsedMs,
    },
  };
}
