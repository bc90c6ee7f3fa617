import type { DiscoveryEvent, Endpoint, Quota } from '../../../shared/discovery.ts';
import { PHASES } from '../../../shared/phases.ts';
import { readEndpoint } from '../../api/discovery-events.ts';
import { readErrorBody } from '../../api/error-body.ts';
import { ApiProblem } from '../../api/errors.ts';
import { readQuota } from '../../api/quota.ts';
import { flagOf, numberOf, textOf } from '../../api/read.ts';
import type { Progress, RunResult } from './progress.ts';

/** What one event said beyond the progress. */
export interface Seen {
  quota?: Quota | null;
  failure?: ApiProblem;
  result?: RunResult;
}

/** Turns one event of the stream into what is on the screen. */
export function takeEvent(progress: Progress, { type, metadata }: DiscoveryEvent): Seen {
  const { phase, note, requestsDone, requestsBudget, elapsedMs, endpoints } = progress;
  switch (type) {
    case 'started':
      requestsBudget.value = numberOf(metadata, 'budget_requests') ?? 0;
      return { quota: readQuota(metadata['quota']) };
    case 'progress':
      phase.value = PHASES.find((known) => known === metadata['phase']) ?? phase.value;
      note.value = textOf(metadata, 'note') ?? '';
      requestsDone.value = numberOf(metadata, 'requests_done') ?? requestsDone.value;
      requestsBudget.value = numberOf(metadata, 'requests_budget') ?? requestsBudget.value;
      return {};
    case 'endpoint_found': {
      const found = readEndpoint(metadata);
      if (found) endpoints.value = withEndpoint(endpoints.value, found);
      return {};
    }
    case 'done': {
      const result = readResult(metadata, endpoints.value.length, elapsedMs.value);
      elapsedMs.value = result.elapsedMs;
      return { quota: readQuota(metadata['quota']), result };
    }
    case 'error':
      return { failure: new ApiProblem(readErrorBody(metadata, 0, '')) };
    default:
      return type satisfies never;
  }
}

// After a reconnection every event comes again, and a later phase may send an endpoint with more details.
function withEndpoint(known: Endpoint[], found: Endpoint): Endpoint[] {
  const at = known.findIndex(({ url, method }) => url === found.url && method === found.method);
  return at === -1 ? [...known, found] : known.with(at, found);
}

function readResult(
  metadata: DiscoveryEvent['metadata'],
  endpointsSeen: number,
  elapsedMs: number,
): RunResult {
  return {
    discoveryId: textOf(metadata, 'discovery_id') ?? '',
    artifactId: textOf(metadata, 'artifact_id'),
    totalEndpoints: numberOf(metadata, 'total_endpoints') ?? endpointsSeen,
    truncated: flagOf(metadata, 'truncated') ?? false,
    elapsedMs: numberOf(metadata, 'elapsed_ms') ?? elapsedMs,
    requestsMade: numberOf(metadata, 'requests_made') ?? 0,
    charged: flagOf(metadata, 'charged') ?? false,
    storedAt: null,
  };
}
