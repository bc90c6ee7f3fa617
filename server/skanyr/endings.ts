import type { DiscoveryEvent, Endpoint, Quota } from '../../shared/discovery.ts';
import type { Refused, Unreachable } from '../discovery/discover.ts';
import type { DiscoveryRecord, FinishInput } from '../storage/port.ts';
import type { Run } from './run.ts';

/** What a run found, as it is stored. */
export interface EndpointResult {
  endpoints: Endpoint[];
  truncated: boolean;
  requests_made: number;
}

/** The end of a piece of work, whatever its kind. */
export type WorkOutcome =
  | { kind: 'completed'; result: unknown }
  | Refused
  | Unreachable
  | { kind: 'cancelled'; result: unknown };

/** How a run ended, and whether it is charged. */
export type Ending = Pick<FinishInput, 'status' | 'settle' | 'result' | 'failure'>;

/** An end that costs nothing. */
export const failure = (code: string, detail: string, stage?: string): Ending => ({
  status: 'failed',
  settle: 'refund',
  result: null,
  failure: { code, detail, ...(stage === undefined ? {} : { stage }) },
});

/** An end that is our fault. */
export const fault = (detail: string) => failure('internal_error', detail);

/** An end of what waited for a slot, or ran, past its time. */
export const tooBusy = () =>
  failure('overloaded', 'Too many discoveries run at the moment: try again in 5 seconds.');

/** The stream's first line. */
export function startedEvent(run: Run, budgetMs: number, quota: Quota): DiscoveryEvent {
  return {
    type: 'started',
    endpoint_url: null,
    api_type: null,
    metadata: {
      discovery_id: run.id,
      url: run.url,
      budget_requests: run.options.max_requests ?? null,
      budget_ms: budgetMs,
      quota,
    },
  };
}

/** The stream's last line where the run failed. */
export function errorEvent(run: Pick<Run, 'id'>, ending: Ending): DiscoveryEvent {
  return {
    type: 'error',
    endpoint_url: null,
    api_type: null,
    metadata: {
      discovery_id: run.id,
      ...ending.failure,
      charged: ending.settle === 'commit',
    },
  };
}

/** The stream's last line where the run succeeded. `charged` is about the call that hears it. */
export function doneEvent(record: DiscoveryRecord, quota: Quota, charged: boolean): DiscoveryEvent {
  const result = resultOf(record);
  return {
    type: 'done',
    endpoint_url: null,
    api_type: null,
    metadata: {
      discovery_id: record.id,
      artifact_id: record.artifactId,
      total_endpoints: result.endpoints.length,
      truncated: result.truncated,
      requests_made: result.requests_made,
      elapsed_ms: (record.completedAtMs ?? record.createdAtMs) - record.createdAtMs,
      charged,
      quota,
    },
  };
}

/** The endpoints of a stored record; none where it failed. */
export function resultOf(record: Pick<DiscoveryRecord, 'result'>): EndpointResult {
  const result = (record.result ?? {}) as Partial<EndpointResult>;
  return {
    endpoints: result.endpoints ?? [],
    truncated: result.truncated ?? false,
    requests_made: result.requests_made ?? 0,
  };
}
